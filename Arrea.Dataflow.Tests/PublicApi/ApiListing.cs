using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Tests.PublicApi;

/// <summary>Everything an assembly shows to others: one line a type and one a member, in ordinal order. What every record has is left out.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly)
        => [.. assembly.GetExportedTypes().Where(static type => !type.FullName!.Contains('<')).SelectMany(LinesOf).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> LinesOf(Type type)
    {
        yield return $"{TypeNames.Full(type)}: {Describe(type)}";
        if (IsDelegate(type))
        {
            yield break;
        }

        foreach (var member in type.GetMembers(Declared).Where(static member => !member.Name.Contains('<')))
        {
            if (Describe(member) is { } line)
            {
                yield return $"{TypeNames.Full(type)}.{line}";
            }
        }
    }

    private static string Describe(Type type)
    {
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {TypeNames.Short(invoke.ReturnType)}({Parameters(invoke)})";
        }

        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        kind = IsRecord(type) ? kind.Replace("class", "record", StringComparison.Ordinal).Replace("struct", "record struct", StringComparison.Ordinal) : kind;
        var bases = new[] { type.BaseType }.OfType<Type>()
            .Where(static parent => parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).OrderBy(TypeNames.Short, StringComparer.Ordinal))
            .Select(TypeNames.Short).ToList();
        return kind + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "") + TypeNames.Constraints(type.GetGenericArguments());
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && !IsAccessor(method) && !IsWrittenForRecords(method)
            => $"{Access(method)}{Modifiers(method)}{method.Name}{TypeNames.Arguments(method.GetGenericArguments())}({Parameters(method)}) : {TypeNames.Short(method.ReturnType)}{TypeNames.Constraints(method.GetGenericArguments())}",
        PropertyInfo property when property.Name != "EqualityContract" => Describe(property),
        EventInfo { AddMethod: { } add } @event when IsVisible(add) => $"{Access(add)}{Modifiers(add)}event {@event.Name} : {TypeNames.Short(@event.EventHandlerType!)}",
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Describe(field),
        _ => null,
    };

    private static string? Describe(PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible).ToList();
        if (accessors.Count == 0)
        {
            return null;
        }

        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        var verbs = accessors.Select(accessor => (accessor != property.SetMethod, IsInit(accessor)) switch
        {
            (true, _) => "get;",
            (_, true) => "init;",
            _ => "set;",
        });
        return $"{Access(accessors[0])}{Modifiers(accessors[0])}{required}{property.Name}{index} {{ {string.Join(' ', verbs)} }} : {TypeNames.Short(property.PropertyType)}";
    }

    private static string Describe(FieldInfo field)
    {
        var access = field.IsPublic ? "" : "protected ";
        var modifiers = field switch { { IsLiteral: true } => "const ", { IsStatic: true } => "static ", _ => "" } + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return field.DeclaringType!.IsEnum ? $"{field.Name}{value}" : $"{access}{modifiers}{field.Name} : {TypeNames.Short(field.FieldType)}{value}";
    }

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsVisible(MethodBase method)
        => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false });

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsRecord(Type type)
        => type.GetMethod("PrintMembers", Declared) is { } print && print.GetParameters() is [{ ParameterType.Name: "StringBuilder" }];

    // What the compiler gives every record follows from its being one. Deconstruct does not: it has the positional members.
    private static bool IsWrittenForRecords(MethodInfo method)
        => method.IsDefined(typeof(CompilerGeneratedAttribute)) && method.Name != "Deconstruct" && IsRecord(method.DeclaringType!);

    private static bool IsInit(MethodInfo accessor) => accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsStatic ? "static " : "";
        }

        return (method.IsStatic, method.IsAbstract, method.IsVirtual, method.GetBaseDefinition() != method, method.IsFinal) switch
        {
            (true, _, _, _, _) => "static ",
            (_, true, _, false, _) => "abstract ",
            (_, true, _, true, _) => "abstract override ",
            (_, _, true, true, true) => "sealed override ",
            (_, _, true, true, false) => "override ",
            (_, _, true, false, false) => "virtual ",
            _ => "",
        };
    }

    private static string Parameters(MethodBase method)
        => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "";
        return $"{direction}{TypeNames.Short(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
