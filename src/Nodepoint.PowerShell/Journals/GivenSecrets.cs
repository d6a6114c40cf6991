using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Journals;

/// <summary>Keeps out of a journal what only its name shows to be a secret.</summary>
internal static class GivenSecrets
{
    /// <summary>What was given, with the value left out where its name says that it is a secret.</summary>
    /// <param name="given">The parameters with their values.</param>
    /// <param name="name">What the value is called.</param>
    /// <param name="parameter">The parameter that holds the value.</param>
    /// <returns>The parameters; null stands for the secret.</returns>
    public static IEnumerable<KeyValuePair<string, object?>> WithoutSecret(this IEnumerable<KeyValuePair<string, object?>> given, string name, string parameter)
        => SecretName.Is(name) ? given.Select(one => one.Key == parameter ? new(parameter, null) : one) : given;
}
