using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Journals;

/// <summary>Removes values from the parameters for the journal that are secrets by their name.</summary>
internal static class SecretFilter
{
    /// <summary>The parameters, without the value if its name says that it is a secret.</summary>
    /// <param name="given">The parameters, by name.</param>
    /// <param name="name">The name of the value.</param>
    /// <param name="parameter">The parameter that holds the value.</param>
    /// <returns>The parameters; the value of a secret is null.</returns>
    public static IEnumerable<KeyValuePair<string, object?>> WithoutSecret(this IEnumerable<KeyValuePair<string, object?>> given, string name, string parameter)
        => SecretName.Is(name) ? given.Select(one => one.Key == parameter ? new(parameter, null) : one) : given;
}
