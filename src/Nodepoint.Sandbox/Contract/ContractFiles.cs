namespace Nodepoint.Sandbox.Contract;

/// <summary>functions.json.</summary>
internal sealed record FunctionsFile(string Panel, Dictionary<string, FunctionEntry> Functions);

internal sealed record FunctionEntry(string Module, List<ParameterEntry> Parameters, System.Text.Json.JsonElement? Permission, string? Form);

internal sealed record ParameterEntry(string Name);

/// <summary>forms.json.</summary>
internal sealed record FormsFile(Dictionary<string, FormEntry> Forms, Dictionary<string, OrderedDictionary<string, ColumnEntry>> Tables);

internal sealed record FormEntry(string Table, string Key, OrderedDictionary<string, FieldEntry> Fields);

internal sealed record FieldEntry(
    string Datatype,
    string Formtype,
    List<string>? Values,
    string? Separator,
    string? Encryption,
    List<string>? SaveFilters,
    List<ValidatorEntry>? Validators);

internal sealed record ValidatorEntry(
    string Type, string? Regex, string? Range, string? Class, string? Function, string? Allowempty, string? Separator, string ErrorKey);

internal sealed record ColumnEntry(string Type, string? Default, bool Nullable, string? Key);

/// <summary>additions.json: what the sandbox needs beyond the contract.</summary>
internal sealed record AdditionsFile(
    Dictionary<string, OrderedDictionary<string, ColumnEntry>> Tables,
    Dictionary<string, List<IndexDefinition>> Indexes,
    Dictionary<string, DerivedFormEntry> Forms,
    Dictionary<string, FormPreset> FormPresets,
    List<SessionFieldsEntry> SessionFields,
    Dictionary<string, Dictionary<string, List<ValidatorEntry>>> ClientValidators,
    List<string> EuCountries,
    List<string> FunctionsListed,
    List<string> FunctionsWithoutContract);

/// <summary>panel-3.3.json: how a newer line of the panel differs.</summary>
internal sealed record PanelLineFile(
    string Version,
    Dictionary<string, OrderedDictionary<string, ColumnEntry>> AddedColumns,
    Dictionary<string, List<string>> RemovedColumns,
    Dictionary<string, Dictionary<string, string>> ColumnDefaults,
    Dictionary<string, OrderedDictionary<string, FieldEntry>> AddedFields,
    Dictionary<string, Dictionary<string, List<ValidatorEntry>>> AddedValidators,
    Dictionary<string, Dictionary<string, List<string>>> AddedFilters)
{
    /// <summary>A table with the columns of this line.</summary>
    public OrderedDictionary<string, ColumnEntry> Table(string name, OrderedDictionary<string, ColumnEntry> columns)
    {
        var all = new OrderedDictionary<string, ColumnEntry>(columns);
        foreach (var removed in RemovedColumns.GetValueOrDefault(name, [])) all.Remove(removed);
        foreach (var (column, value) in ColumnDefaults.GetValueOrDefault(name, [])) all[column] = all[column] with { Default = value };
        foreach (var (column, entry) in AddedColumns.GetValueOrDefault(name, [])) all[column] = entry;
        return all;
    }

    /// <summary>A form with the fields and checks of this line.</summary>
    public FormEntry Form(string name, FormEntry form)
    {
        var fields = new OrderedDictionary<string, FieldEntry>(form.Fields);
        foreach (var removed in RemovedColumns.GetValueOrDefault(form.Table, [])) fields.Remove(removed);
        foreach (var (field, entry) in AddedFields.GetValueOrDefault(name, [])) fields[field] = entry;
        foreach (var (field, checks) in AddedValidators.GetValueOrDefault(name, [])) fields[field] = fields[field] with { Validators = [.. fields[field].Validators ?? [], .. checks] };
        foreach (var (field, filters) in AddedFilters.GetValueOrDefault(name, [])) fields[field] = fields[field] with { SaveFilters = [.. fields[field].SaveFilters ?? [], .. filters] };
        return form with { Fields = fields };
    }
}

/// <summary>
/// An index of a table. A unique one has the name that the panel's database reports. MailDomain: an index of the domains of
/// addresses. Kept: false for an index that only determines the order in which the panel's database finds rows.
/// </summary>
internal sealed record IndexDefinition(string Name, List<string> Columns, bool Unique, bool MailDomain, bool Kept = true)
{
    /// <summary>Whether the panel has the index too; the others make the sandbox faster.</summary>
    public bool IsOfPanel => !Name.StartsWith("by_", StringComparison.Ordinal);
}

/// <summary>Fields of a form that not every session has.</summary>
/// <param name="ForAdmin">Only sessions of administrators have them.</param>
/// <param name="ResellerSetting">The setting that gives them to resellers too.</param>
/// <param name="Limit">The column of the client without which a client's session does not have them.</param>
/// <param name="Setting">The setting without which no session has them.</param>
internal sealed record SessionFieldsEntry(string Form, List<string> Fields, bool ForAdmin, string? ResellerSetting, string? Limit, string? Setting);

/// <summary>How a form differs from the common rules for owners and the data log.</summary>
internal sealed record FormPreset(string? PermOther, bool History = true);

/// <summary>A form that is described by its differences from another.</summary>
internal sealed record DerivedFormEntry(string BasedOn, Dictionary<string, string> MoveAfter, OrderedDictionary<string, FieldEntry> Fields)
{
    public FormEntry ApplyTo(Dictionary<string, FormEntry> forms)
    {
        var basis = forms[BasedOn];
        var fields = new OrderedDictionary<string, FieldEntry>(basis.Fields);
        foreach (var (name, change) in Fields)
        {
            fields[name] = change.Datatype is null ? fields[name] with { Validators = change.Validators } : change;
        }
        foreach (var (name, after) in MoveAfter)
        {
            var field = fields[name];
            fields.Remove(name);
            fields.Insert(fields.IndexOf(after) + 1, name, field);
        }
        return basis with { Fields = fields };
    }
}
