namespace Nodepoint.Sandbox.Contract;

/// <summary>A form of the panel, which checks the records that are added to its table or updated.</summary>
internal sealed class FormDefinition(
    string name, FormEntry entry, TableDefinition table, FormPreset? preset, IReadOnlyList<SessionFieldsEntry> sessionFields, Dictionary<string, List<ValidatorEntry>> clientValidators)
{
    public string Name { get; } = name;

    public TableDefinition Table { get; } = table;

    public string Key { get; } = entry.Key;

    public IReadOnlyList<FieldDefinition> Fields { get; } = [.. entry.Fields.Select(f => new FieldDefinition(f.Key, f.Value))];

    /// <summary>The fields as sessions of clients check them, which is different for some.</summary>
    public IReadOnlyList<FieldDefinition> ClientFields { get; } =
        [.. entry.Fields.Select(f => new FieldDefinition(f.Key, clientValidators.TryGetValue(f.Key, out var validators) ? f.Value with { Validators = validators } : f.Value))];

    /// <summary>The fields that not every session has.</summary>
    public IReadOnlyList<SessionFieldsEntry> SessionFields { get; } = sessionFields;

    /// <summary>Whether changes are written to the data log, which the servers process as jobs.</summary>
    public bool HasHistory { get; } = preset?.History ?? true;

    /// <summary>The permissions of all other users for a new record.</summary>
    public string PermOther { get; } = preset?.PermOther ?? "";
}

/// <summary>One field of a form.</summary>
internal sealed class FieldDefinition(string name, FieldEntry entry)
{
    public string Name { get; } = name;

    public string Datatype { get; } = entry.Datatype;

    public string FormType { get; } = entry.Formtype;

    public IReadOnlyList<string> Values { get; } = entry.Values ?? [];

    public bool IsPassword { get; } = entry.Formtype == "PASSWORD";

    public bool IsCheckbox { get; } = entry.Formtype == "CHECKBOX";

    /// <summary>The stored value of an empty checkbox: "n", "N" or "0".</summary>
    public string Unchecked { get; } = entry.Values?.Min(StringComparer.Ordinal) ?? "";

    public string? Encryption { get; } = entry.Encryption;

    public string Separator { get; } = entry.Separator ?? "";

    public IReadOnlyList<string> SaveFilters { get; } = entry.SaveFilters ?? [];

    public IReadOnlyList<ValidatorDefinition> Validators { get; } =
        [.. (entry.Validators ?? []).Select(v => new ValidatorDefinition(v))];
}

/// <summary>One check of a field.</summary>
internal sealed class ValidatorDefinition(ValidatorEntry entry)
{
    public string Type { get; } = entry.Type;

    // In every pattern of the panel, "." matches newlines.
    public string Regex { get; } = entry.Regex + "s";

    public string[] Range { get; } = entry.Range?.Trim().Split(':') ?? [];

    public string Function { get; } = entry.Function is null ? "" : $"{entry.Class}::{entry.Function}";

    public bool AllowEmpty { get; } = entry.Allowempty == "y";

    public string? Separator { get; } = string.IsNullOrEmpty(entry.Separator) ? null : entry.Separator;

    public string ErrorKey { get; } = entry.ErrorKey;
}
