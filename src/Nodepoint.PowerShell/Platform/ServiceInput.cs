using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Reads services and numbers from hash tables and objects, and adds them to those of a profile.</summary>
internal static class ServiceInput
{
    private const string Members = "Name, HostName, Addresses, Protocols, and Ports";

    /// <summary>Adds services to those of a profile. A service of the same name is changed in what is specified.</summary>
    /// <param name="before">The services of the profile.</param>
    /// <param name="given">The services from the command line.</param>
    /// <exception cref="RuleException">A service has no name, or a member that services do not have.</exception>
    public static IReadOnlyList<PlatformService> Merge(IReadOnlyList<PlatformService> before, IEnumerable<PSObject> given)
    {
        var services = before.ToList();
        foreach (var one in given)
        {
            var values = Values(one);
            if (!values.TryGetValue(nameof(PlatformService.Name), out var name) || string.IsNullOrWhiteSpace(Text(name))) throw Invalid("A service has no Name. Use a hash table such as @{ Name = 'mail'; HostName = 'mail.example.com'; Addresses = '192.0.2.12' }.");
            var at = services.FindIndex(service => service.Name.Equals(Text(name), StringComparison.OrdinalIgnoreCase));
            var changed = Change(at < 0 ? new PlatformService { Name = Text(name) } : services[at], values);
            if (at < 0) services.Add(changed);
            else services[at] = changed;
        }

        return services;
    }

    /// <summary>Adds numbers to those of a profile.</summary>
    /// <param name="before">The numbers of the profile.</param>
    /// <param name="given">The numbers from the command line; 0 removes one; null for none.</param>
    /// <param name="what">The parameter or member, for errors.</param>
    /// <exception cref="RuleException">A value is not a number.</exception>
    public static IReadOnlyDictionary<string, int> Merge(IReadOnlyDictionary<string, int> before, IDictionary? given, string what)
    {
        if (given is null) return before;
        var numbers = new Dictionary<string, int>(before, StringComparer.OrdinalIgnoreCase);
        // A hash table has another order in each process, but the same values give the same file.
        foreach (var name in given.Keys.Cast<object>().OrderBy(Text, StringComparer.OrdinalIgnoreCase))
        {
            var (key, value) = (Text(name), given[name]);
            if (!LanguagePrimitives.TryConvertTo<int>(value, CultureInfo.InvariantCulture, out var number) || value is null or "") throw Invalid($"The value '{value}' of {key} in {what} is not a whole number.");
            if (number == 0) numbers.Remove(key);
            else numbers[key] = number;
        }

        return numbers;
    }

    private static PlatformService Change(PlatformService service, Dictionary<string, object?> values)
    {
        foreach (var (member, value) in values)
        {
            service = member.ToUpperInvariant() switch
            {
                "NAME" => service,
                "HOSTNAME" => service with { HostName = string.IsNullOrWhiteSpace(Text(value)) ? null : Text(value) },
                "ADDRESSES" or "ADDRESS" => service with { Addresses = Texts(value) },
                "PROTOCOLS" or "PROTOCOL" => service with { Protocols = Texts(value) },
                "PORTS" or "PORT" => service with { Ports = value is null ? new Dictionary<string, int>() : Merge(service.Ports, Unwrap(value) as IDictionary ?? throw Invalid($"Ports of service '{service.Name}' must be a hash table such as @{{ smtp = 25; submission = 587 }}."), "Ports") },
                // Of an object that Get-NpPlatform returned.
                "ADDITIONALFIELDS" => service,
                _ => throw Invalid($"A service does not have the member '{member}'. Use {Members}."),
            };
        }

        return service;
    }

    private static Dictionary<string, object?> Values(PSObject given)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (given?.BaseObject is IDictionary table)
        {
            foreach (DictionaryEntry entry in table) values[Text(entry.Key)] = Unwrap(entry.Value);
        }
        else if (given?.BaseObject is string or ValueType or null) throw Invalid($"'{given}' is not a service. Use a hash table with {Members}.");
        else
        {
            foreach (var property in given.Properties) values[property.Name] = Unwrap(property.Value);
        }

        return values;
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Text(object? value) => Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? "";

    private static List<string> Texts(object? value) => value switch
    {
        null => [],
        string text => [.. text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)],
        IEnumerable list => [.. list.Cast<object?>().Select(Text)],
        _ => [Text(value)],
    };

    private static RuleException Invalid(string message) => new(Rule.InvalidPlatformProfile, message);
}
