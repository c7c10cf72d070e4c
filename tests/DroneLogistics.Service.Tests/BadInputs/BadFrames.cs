using System.IO.Compression;
using DroneLogistics.V1;
using Google.Protobuf;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The classes of bad bytes of a gRPC call.</summary>
internal static class BadFrames
{
    private const string Check = "/dronelogistics.v1.PlanningService/CheckFlight";

    public static Task<Answer> AskAsync(string kind, Random random, BadInputWorld world)
    {
        var good = new CheckFlightRequest { Flight = Requests.Plan() }.ToByteArray();
        var calls = world.Calls;
        T OneOf<T>(params T[] values) => values[random.Next(values.Length)];
        return kind switch
        {
            "bad length" => MessageAsync([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, (byte)random.Next(1, 0x80)]),
            "wire type 7" => MessageAsync([(byte)((random.Next(1, 15) << 3) | OneOf(6, 7))]),
            "string of no UTF-8" => MessageAsync(Nested(Nested([0xC3, 0x28, (byte)random.Next(0x80, 0x100)], 1), 1)),
            "nested groups" => MessageAsync([.. Enumerable.Repeat((byte)0x7B, random.Next(101, 5000))]),
            "truncated frame" => calls.GrpcAsync(Check, RawCalls.Frame(good)[..random.Next(1, good.Length + 5)]),
            "empty body" => calls.GrpcAsync(Check, []),
            "five mebibytes" => calls.GrpcAsync(Check, RawCalls.Frame(Nested(new byte[(5 << 20) + random.Next(1 << 20)], 100))),
            "gzip bomb" => calls.GrpcAsync(Check, RawCalls.Frame(Bomb.Value, flag: 1), request => request.Headers.Add("grpc-encoding", "gzip")),
            "unknown encoding" => calls.GrpcAsync(Check, RawCalls.Frame(good, flag: 1), request => request.Headers.Add("grpc-encoding", OneOf("zstd", "br", "snappy", "GZIP", "gzip,gzip", "deflate"))),
            "compressed without a header" => calls.GrpcAsync(Check, RawCalls.Frame(good, flag: 1), OneOf<Action<HttpRequestMessage>?>(null, request => request.Headers.Add("grpc-encoding", "identity"))),
            "unknown method" => calls.GrpcAsync(OneOf("/x.Y/Z", "/dronelogistics.v1.PlanningService/Nothing", "/dronelogistics.v2.PlanningService/CheckFlight", $"/{random.Next()}/x"), RawCalls.Frame(good)),
            "no timeout" => calls.GrpcAsync(Check, RawCalls.Frame(good), request => request.Headers.TryAddWithoutValidation("grpc-timeout", OneOf("-1S", "999999999999S", "1", "S", "1s", "1.5S", "0x1S", ""))),
            "both of a oneof" => BothAsync(),
            _ => throw new ArgumentException(kind),
        };

        Task<Answer> MessageAsync(byte[] message) => calls.GrpcAsync(Check, RawCalls.Frame(message));

        // A closure of a site, and of a region after it: the last wins, and is judged.
        Task<Answer> BothAsync()
        {
            var request = new CreateClosureRequest { RequestId = Guid.NewGuid().ToString(), ValidateOnly = true, Closure = new Closure { Route = "routes/none", Cause = Closure.Types.Cause.Event, StartTime = world.Closed.StartTime, EndTime = world.Closed.EndTime } };
            var last = new CreateClosureRequest { Closure = new Closure { Site = OneOf("sites/putuo", "sites/taohua") } };
            return calls.GrpcAsync("/dronelogistics.v1.AirspaceService/CreateClosure", RawCalls.Frame([.. request.ToByteArray(), .. last.ToByteArray()]));
        }
    }

    private static readonly Lazy<byte[]> Bomb = new(() =>
    {
        using var memory = new MemoryStream();
        using (var packing = new GZipStream(memory, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var part = new byte[1 << 20];
            for (var number = 0; number < 200; number++)
            {
                packing.Write(part);
            }
        }

        return memory.ToArray();
    });

    private static byte[] Nested(byte[] inner, int field)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(inner));
        }

        return memory.ToArray();
    }
}
