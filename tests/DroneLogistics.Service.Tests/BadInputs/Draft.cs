using System.Globalization;
using System.Text.Json.Nodes;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>A request that is good but for what a class of bad values does to one field of it.</summary>
internal sealed class Draft(MethodDescriptor method, IMessage request, string path, Random random, BadInputWorld world)
{
    public MethodDescriptor Method { get; } = method;

    /// <summary>As it goes by gRPC, and by JSON where nothing else is said.</summary>
    public IMessage Request { get; } = request;

    /// <summary>Path of the field.</summary>
    public string Path { get; } = path;

    public Random Random { get; } = random;

    public BadInputWorld World { get; } = world;

    /// <summary>What JSON has in the place of a value that no message can hold: applied to the good request.</summary>
    public Action<JsonObject>? Json { get; private set; }

    /// <summary>The text of the body, changed at last.</summary>
    public Func<string, string> Text { get; set; } = static text => text;

    /// <summary>The question has no form as gRPC.</summary>
    public bool OnlyJson { get; set; }

    /// <summary>What must hold of the answer as JSON, where it is a good one.</summary>
    public Action<Answer>? Also { get; set; }

    public T As<T>() => (T)Request;

    public double Between(double low, double high) => low + ((high - low) * Random.NextDouble());

    public T OneOf<T>(params T[] values) => values[Random.Next(values.Length)];

    /// <summary>Sets the field; null clears it.</summary>
    public void Set(object? value) => Set(Request, Path.Split('.'), 0, value);

    /// <summary>Another text in its place as JSON.</summary>
    public void SetJson(string? text)
    {
        var keys = Path.Split('.');
        Json = root =>
        {
            JsonNode at = root;
            foreach (var key in keys[..^1])
            {
                at = at[Camel(key)] ??= new JsonObject();
            }

            at[Camel(keys[^1])] = text;
        };
    }

    private static string Camel(string name) => string.Concat(name.Split('_').Select((part, index) => index == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    private static void Set(IMessage message, string[] keys, int at, object? value)
    {
        var (name, index) = keys[at].Split('[') is [var plain, var number] ? (plain, int.Parse(number.TrimEnd(']'), CultureInfo.InvariantCulture)) : (keys[at], -1);
        var field = message.Descriptor.FindFieldByName(name) ?? throw new ArgumentException($"{message.Descriptor.Name} has no {name}.");
        if (at == keys.Length - 1)
        {
            if (index >= 0)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message))[index] = value;
            }
            else if (value is null)
            {
                field.Accessor.Clear(message);
            }
            else
            {
                field.Accessor.SetValue(message, field.FieldType == FieldType.Enum ? Enum.ToObject(field.EnumType.ClrType, value) : value);
            }

            return;
        }

        var inner = index >= 0 ? (IMessage)((System.Collections.IList)field.Accessor.GetValue(message))[index]! : (IMessage?)field.Accessor.GetValue(message);
        if (inner is null)
        {
            inner = field.MessageType.Parser.ParseFrom(ByteString.Empty);
            field.Accessor.SetValue(message, inner);
        }

        Set(inner, keys, at + 1, value);
    }
}

/// <summary>What the requests of the list name: a flight that is booked, a closure that is there.</summary>
internal sealed record BadInputWorld(RunningService Service, RawCalls Calls, Flight Booked, Closure Closed);
