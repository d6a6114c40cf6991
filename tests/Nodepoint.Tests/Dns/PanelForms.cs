using System.Text.Json;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Dns;
using Xunit;

namespace Nodepoint.Tests.Dns;

/// <summary>The rules of the panel's forms, from the contract.</summary>
internal static class PanelForms
{
    private static readonly JsonElement Forms = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", "forms.json")))
        .RootElement.GetProperty("forms");

    internal static void AssertTakes(DnsRecordType type, string column, string value)
    {
        if (!Forms.GetProperty(type.PanelForm()).GetProperty("fields").GetProperty(column).TryGetProperty("validators", out var validators))
            return;
        foreach (var validator in validators.EnumerateArray())
        {
            if (validator.TryGetProperty("regex", out var regex))
                Assert.Matches(new Regex(regex.GetString()![1..^1].Replace(@"\_", "_", StringComparison.Ordinal)), value);
        }
    }
}
