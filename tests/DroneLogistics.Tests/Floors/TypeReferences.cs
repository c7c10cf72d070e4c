using System.Reflection;
using System.Reflection.Emit;

namespace DroneLogistics.Tests.Floors;

/// <summary>
/// Every type that a compiled type names: bases, interfaces, fields, signatures, attributes, locals and every token in the bodies of its
/// methods. Constants and <c>nameof</c> leave no trace in a compiled assembly; the source is read for those.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) =>
        Direct(type).Where(named => named is not null).SelectMany(named => Taken(named!)).Distinct();

    private static IEnumerable<Type?> Direct(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType),
        .. type.GetGenericArguments().SelectMany(argument => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : []),
        .. type.GetFields(Own).Select(field => field.FieldType),
        .. type.GetProperties(Own).Select(property => property.PropertyType),
        .. type.GetMethods(Own).SelectMany(OfMethod),
        .. type.GetConstructors(Own).SelectMany(OfMethod),
    ];

    private static IEnumerable<Type?> OfMethod(MethodBase method) =>
    [
        .. OfSignature(method),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
        .. method.GetMethodBody()?.ExceptionHandlingClauses
            .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
            .Select(clause => clause.CatchType) ?? [],
        .. OfBody(method),
    ];

    private static IEnumerable<Type?> OfSignature(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        method is MethodInfo info ? info.ReturnType : null,
        .. method.IsGenericMethod ? method.GetGenericArguments() : [],
    ];

    private static IEnumerable<Type?> OfBody(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opCode = Read(code, ref at);
            if (opCode.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
                yield return member as Type ?? member.DeclaringType;
                foreach (var type in member is MethodBase called ? OfSignature(called) : member is FieldInfo field ? [field.FieldType] : [])
                {
                    yield return type;
                }
            }

            at += OperandSize(opCode, code, at);
        }
    }

    private static OpCode Read(byte[] code, ref int at)
    {
        // Opcodes of two bytes begin with 0xFE.
        var first = code[at++];
        return OpCodesByValue[first == 0xFE ? unchecked((short)((first << 8) | code[at++])) : first];
    }

    private static int OperandSize(OpCode opCode, byte[] code, int at) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    /// <summary>A type taken apart: elements of arrays and references, generic definitions and their arguments.</summary>
    private static IEnumerable<Type> Taken(Type type)
    {
        if (type.HasElementType)
        {
            return Taken(type.GetElementType()!);
        }

        return type.IsConstructedGenericType ? [type, .. type.GetGenericArguments().SelectMany(Taken)] : [type];
    }
}
