using System.Reflection;

namespace Arrea.Dataflow.Tests.PublicApi;

/// <summary>Types as C# writes them, as far as a listing needs it.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
    };

    /// <summary>With its namespace.</summary>
    public static string Full(Type type) => $"{type.Namespace}.{Short(type)}";

    public static string Short(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Short(value) + "?";
        }

        if (type.HasElementType)
        {
            return Short(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsPointer ? "*" : "");
        }

        if (Keywords.TryGetValue(type, out var keyword) || type.IsGenericParameter)
        {
            return keyword ?? type.Name;
        }

        // The arguments of a nested type include those of the type around it; the listing gives them all to the inner one.
        var outer = type.DeclaringType is { } declaring ? declaring.Name.Split('`')[0] + "." : "";
        return outer + type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());
    }

    public static string Arguments(Type[] arguments)
        => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(static argument => Variance(argument) + Short(argument)))}>";

    public static string Constraints(Type[] arguments)
        => string.Concat(arguments.Where(static argument => argument.IsGenericParameter).Select(Constraint));

    private static string Constraint(Type argument)
    {
        var attributes = argument.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> parts = [.. argument.GetGenericParameterConstraints().Where(static type => type != typeof(ValueType)).Select(Short).Order(StringComparer.Ordinal)];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Insert(0, "class");
        }

        if (isStruct)
        {
            parts.Insert(0, "struct");
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", parts)}";
    }

    private static string Variance(Type argument) => !argument.IsGenericParameter
        ? ""
        : (argument.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Covariant => "out ",
            GenericParameterAttributes.Contravariant => "in ",
            _ => "",
        };
}
