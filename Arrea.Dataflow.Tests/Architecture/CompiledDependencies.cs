using System.Reflection;

namespace Arrea.Dataflow.Tests.Architecture;

/// <summary>What the types of an assembly show of each other: bases, members, signatures, locals, generic arguments.</summary>
internal static class CompiledDependencies
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Dependency> Of(Assembly assembly)
        => [.. from type in assembly.GetTypes()
               let @from = FolderOf(type)
               where @from is not null
               from used in UsedBy(type).SelectMany(Parts)
               let to = FolderOf(used)
               where used.Assembly == assembly && to is not null && to != @from
               select new Dependency(@from, to, $"{type.FullName} uses {used.FullName ?? used.Name}")];

    /// <summary>The folder a type belongs in: the part of its namespace after the root's. A folder inside it does not count. Null for what the compiler adds on its own account.</summary>
    public static string? FolderOf(Type type) => type.Namespace switch
    {
        DependencyTable.Facade => DependencyTable.Facade,
        { } name when name.StartsWith(DependencyTable.Facade + ".", StringComparison.Ordinal) => name[(DependencyTable.Facade.Length + 1)..].Split('.')[0],
        _ => null,
    };

    // The members of closures and state machines are among the assembly's types, so that much of what bodies use shows here too.
    private static IEnumerable<Type> UsedBy(Type type)
    {
        IEnumerable<Type?> bases = [type.BaseType, .. type.GetInterfaces()];
        var fields = type.GetFields(Everything).Select(static field => field.FieldType);
        var methods = type.GetMembers(Everything).OfType<MethodBase>().SelectMany(static method =>
            method.GetParameters().Select(static parameter => parameter.ParameterType)
                .Concat(method is MethodInfo { ReturnType: var returned } ? [returned] : [])
                .Concat(method.IsGenericMethodDefinition ? method.GetGenericArguments().SelectMany(static argument => argument.GetGenericParameterConstraints()) : [])
                .Concat(method.GetMethodBody()?.LocalVariables.Select(static local => local.LocalType) ?? []));
        var constraints = type.GetGenericArguments().Where(static argument => argument.IsGenericParameter).SelectMany(static argument => argument.GetGenericParameterConstraints());
        return bases.OfType<Type>().Concat(fields).Concat(methods).Concat(constraints);
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericParameter ? [] : [type, .. type.GetGenericArguments().SelectMany(Parts)];
    }
}
