namespace Nodepoint.HelpPages;

/// <summary>Names of types, whole and as syntax lines have them.</summary>
public static class TypeNames
{
    private static readonly Dictionary<string, string> Accelerators = new()
    {
        ["System.String"] = "string", ["System.Int32"] = "int", ["System.Int64"] = "long", ["System.UInt64"] = "ulong", ["System.Boolean"] = "bool",
        ["System.Management.Automation.SwitchParameter"] = "switch", ["System.Management.Automation.PSCredential"] = "pscredential",
        ["System.Management.Automation.PSObject"] = "psobject", ["System.Security.SecureString"] = "securestring", ["System.Uri"] = "uri", ["System.Net.IPAddress"] = "ipaddress",
    };

    /// <summary>The whole name, arguments of generic types in brackets.</summary>
    public static string Whole(Type type)
    {
        if (type.IsArray) return Whole(type.GetElementType()!) + "[]";
        return type.IsGenericType ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(",", type.GetGenericArguments().Select(Whole))}]" : type.FullName ?? type.Name;
    }

    /// <summary>The name of a whole name as syntax lines have it.</summary>
    public static string Short(string whole)
    {
        if (whole.EndsWith("[]", StringComparison.Ordinal)) return Short(whole[..^2]) + "[]";
        var bracket = whole.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0)
        {
            var inner = Short(whole[(bracket + 1)..^1]);
            var outer = Last(whole[..whole.IndexOf('`', StringComparison.Ordinal)]);
            return outer == "Nullable" ? inner : $"{outer}[{inner}]";
        }

        return Accelerators.GetValueOrDefault(whole) ?? Last(whole);
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
