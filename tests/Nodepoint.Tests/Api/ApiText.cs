using System.Globalization;
using System.Reflection;

namespace Nodepoint.Tests.Api;

/// <summary>Writes types, parameters and constants as C# does, with nullable references.</summary>
internal static class ApiText
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    /// <summary>A type's name, without the namespace if that is the framework's, and without the library's root.</summary>
    public static string Name(Type type) => Name(type, null);

    public static string Of(FieldInfo field) => Name(field.FieldType, Nullability.Create(field));

    public static string Of(PropertyInfo property) => Name(property.PropertyType, Nullability.Create(property));

    public static string Of(EventInfo added) => Name(added.EventHandlerType!, Nullability.Create(added));

    public static string Of(ParameterInfo parameter)
    {
        string kind = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string standard = parameter.HasDefaultValue ? " = " + (parameter is { RawDefaultValue: null, ParameterType.IsValueType: true } ? "default" : Literal(parameter.RawDefaultValue)) : "";
        return $"{kind}{Name(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{standard}";
    }

    public static string Return(MethodInfo method) => Name(method.ReturnType, Nullability.Create(method.ReturnParameter));

    public static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Of))})";

    public static string GenericArguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef) return Name(type.GetElementType()!, info);
        // An unconstrained T counts as nullable.
        bool marked = type.IsGenericParameter ? type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) : !type.IsValueType;
        string mark = marked && info?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray) return $"{Name(type.GetElementType()!, info?.ElementType)}[]{mark}";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying, null) + "?";
        if (type.IsGenericParameter) return type.Name + mark;
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword + mark;
        string name = type.FullName is null ? $"{type.Namespace}.{type.Name}" : type.GetGenericTypeDefinitionName();
        if (type.IsGenericType)
        {
            Type[] arguments = type.GetGenericArguments();
            name = $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments.Select((argument, at) => Name(argument, info?.GenericTypeArguments.ElementAtOrDefault(at))))}>";
        }

        return Short(name) + mark;
    }

    private static string GetGenericTypeDefinitionName(this Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;

    private static string Short(string name) =>
        name.StartsWith("Nodepoint.IspConfig.", StringComparison.Ordinal) ? name["Nodepoint.IspConfig.".Length..]
        : name.StartsWith("System.", StringComparison.Ordinal) && name.Split('<')[0] is var bare ? name[(bare.LastIndexOf('.') + 1)..]
        : name;
}
