using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nodepoint.Sandbox.Contract;

/// <summary>The functions, forms and tables of the panel, read once from the embedded contract.</summary>
internal sealed class ContractData
{
    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    private static readonly Lazy<ContractData> Loaded = new(() => new ContractData());

    private ContractData()
    {
        var functions = Read<FunctionsFile>("functions");
        var forms = Read<FormsFile>("forms");
        var additions = Read<AdditionsFile>("additions");

        Functions = functions.Functions.ToFrozenDictionary(f => f.Key, f => FunctionDefinition.From(f.Key, f.Value), StringComparer.Ordinal);
        var line = IsNewerLine ? Read<PanelLineFile>("panel-3.3") : null;
        Tables = forms.Tables.Concat(additions.Tables)
            .ToFrozenDictionary(t => t.Key, t => new TableDefinition(t.Key, line?.Table(t.Key, t.Value) ?? t.Value, additions.Indexes.GetValueOrDefault(t.Key, [])), StringComparer.Ordinal);
        Forms = forms.Forms.Select(f => KeyValuePair.Create(f.Key, f.Value))
            .Concat(additions.Forms.Select(f => KeyValuePair.Create(f.Key, f.Value.ApplyTo(forms.Forms))))
            .ToFrozenDictionary(f => f.Key, f => new FormDefinition(
                f.Key, line?.Form(f.Key, f.Value) ?? f.Value, Tables[f.Value.Table], additions.FormPresets.GetValueOrDefault(f.Key), [.. additions.SessionFields.Where(s => s.Form == f.Key)],
                additions.ClientValidators.GetValueOrDefault(f.Key, [])), StringComparer.Ordinal);
        FunctionsListed = additions.FunctionsListed;
        FunctionsWithoutContract = additions.FunctionsWithoutContract.ToFrozenSet(StringComparer.Ordinal);
        EuCountries = additions.EuCountries.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Version = line?.Version ?? functions.Panel[(functions.Panel.IndexOf("reports ", StringComparison.Ordinal) + 8)..].TrimEnd(')');
    }

    public static ContractData Current => Loaded.Value;

    /// <summary>Whether this process is a panel of the line 3.3 instead of the recorded 3.2. It is set before the contract is first used.</summary>
    public static bool IsNewerLine { get; set; }

    public FrozenDictionary<string, FunctionDefinition> Functions { get; }

    public FrozenDictionary<string, FormDefinition> Forms { get; }

    public FrozenDictionary<string, TableDefinition> Tables { get; }

    /// <summary>The response of get_function_list.</summary>
    public IReadOnlyList<string> FunctionsListed { get; }

    /// <summary>Functions that the panel lists but the contract does not describe.</summary>
    public FrozenSet<string> FunctionsWithoutContract { get; }

    public FrozenSet<string> EuCountries { get; }

    /// <summary>The version that the panel reports.</summary>
    public string Version { get; }

    public static Stream Open(string name) =>
        typeof(ContractData).Assembly.GetManifestResourceStream($"Contract.{name}.json")
        ?? throw new InvalidOperationException($"The contract has no {name}.json.");

    private static T Read<T>(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<T>(stream, Names)!;
    }
}
