using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Nodepoint.Tests.Api;

/// <summary>The public API of an assembly as sorted lines, one for each type and member: what other assemblies can name, call, override or implement.</summary>
/// <remarks>Overrides are left out, because the overridden member has its line, and so is what the compiler adds to every record.</remarks>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly) => [.. assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        string name = ApiText.Name(type);
        yield return $"{name} : {Kind(type)}{Bases(type)}";
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return $"{name}{ApiText.Parameters(type.GetMethod("Invoke")!)} : {ApiText.Return(type.GetMethod("Invoke")!)}";
            yield break;
        }
        foreach (string member in type.GetMembers(Declared).Select(Member).OfType<string>()) yield return $"{name}.{member}";
    }

    private static string? Member(MemberInfo member) => member switch
    {
        FieldInfo { DeclaringType.IsEnum: true, IsLiteral: true } value => $"{value.Name} = {Convert.ToString(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field when IsVisible(field) && !field.IsSpecialName => Field(field),
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors && !IsOverride(accessors[0]) => Property(property, accessors),
        EventInfo added when IsVisible(added.AddMethod!) => $"{added.Name} : event {ApiText.Of(added)}",
        ConstructorInfo constructor when IsVisible(constructor) && !IsGenerated(constructor) => $"new{ApiText.Parameters(constructor)}{Access(constructor)}",
        MethodInfo method when IsVisible(method) && !IsGenerated(method) && !IsAccessor(method) && !IsOverride(method) =>
            $"{method.Name}{ApiText.GenericArguments(method)}{ApiText.Parameters(method)} : {ApiText.Return(method)}{Access(method)}{Nature(method)}",
        _ => null,
    };

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"{field.Name} : const {ApiText.Of(field)} = {ApiText.Literal(field.GetRawConstantValue())}"
        : $"{field.Name} : {(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiText.Of(field)}";

    private static string Property(PropertyInfo property, MethodInfo[] accessors)
    {
        string index = property.GetIndexParameters().Length > 0 ? $"[{string.Join(", ", property.GetIndexParameters().Select(ApiText.Of))}]" : "";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string parts = string.Concat(accessors.Select(accessor => $"{Accessor(property, accessor)}; "));
        return $"{property.Name}{index} : {required}{ApiText.Of(property)} {{ {parts}}}{Access(accessors[0])}{Nature(accessors[0])}";
    }

    private static string Accessor(PropertyInfo property, MethodInfo accessor) => accessor == property.GetMethod ? "get"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";

    private static MethodInfo[] Accessors(PropertyInfo property) =>
        property.Name == "EqualityContract" ? []
        : [.. new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible)];

    private static bool IsVisible(MethodBase method) => method.IsPublic || (IsProtected(method) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    private static bool IsProtected(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsGenerated(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method;

    private static string Access(MethodBase method) => IsProtected(method) ? " protected" : "";

    private static string Nature(MethodInfo method) =>
        method.DeclaringType!.IsInterface && method.IsAbstract ? ""
        : method.IsStatic ? " static"
        : method.IsAbstract ? " abstract"
        : method.IsVirtual && !method.IsFinal ? " virtual" : "";

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsValueType ? "struct"
        : (type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")
            + (type.GetMethod("<Clone>$") is null ? "class" : "record");

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) return "";
        var bases = new List<string>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) bases.Add(ApiText.Name(parent));
        Type[] inherited = [.. type.GetInterfaces().SelectMany(one => one.GetInterfaces()), .. type.BaseType?.GetInterfaces() ?? []];
        bases.AddRange(type.GetInterfaces().Except(inherited).Where(one => one.IsVisible && !IsEquality(one)).Select(ApiText.Name).Order(StringComparer.Ordinal));
        return bases.Count == 0 ? "" : ", " + string.Join(", ", bases);
    }

    private static bool IsEquality(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEquatable<>);
}
