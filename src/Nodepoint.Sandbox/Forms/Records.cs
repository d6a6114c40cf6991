using System.Globalization;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Gets, adds, updates and deletes records by their form, as nearly every function of the panel does.</summary>
internal sealed class Records(PanelCall call)
{
    /// <summary>One record or null by ID, or a list: all records, or those that match a filter.</summary>
    public object? Get(FormDefinition form, object? id, object? clientId = null) => Find(form, id, clientId) is var found && found is RowSequence rows ? rows.ToList() : found;

    /// <summary>Like Get, but a list is read from the database while the response is written.</summary>
    public object? Find(FormDefinition form, object? id, object? clientId = null)
    {
        ActAs(clientId);
        if (Loose.IsNumeric(id)) return ByNumber(form, id);
        if (id is PhpArray filter) return RecordFilter.Find(call, form, filter) ?? (object)new List<Row>();
        call.Errors.Clear().Append("The ID must be either an integer or an array.");
        return new PhpArray();
    }

    public object? Add(FormDefinition form, object? clientId, object? members, Action<RecordEvent>? afterwards = null) =>
        Store(form, PrepareAdd(form, clientId, members), members, afterwards);

    public object Update(FormDefinition form, object? clientId, object? id, object? members, Action<RecordEvent>? afterwards = null) =>
        StoreUpdate(form, PrepareUpdate(form, clientId, id, members), id, members, afterwards);

    public object Delete(FormDefinition form, object? id, Action<RecordEvent>? afterwards = null)
    {
        ActAs(null);
        var before = Get(form, id);
        call.Tables.LastError = "";
        var changed = 0L;
        var where = $"{form.Key} = {Loose.Text(id)} AND {call.Profile.Condition('d', form.Table.Name)}";
        try
        {
            foreach (var row in Matching(form, id, where))
            {
                call.Tables.Delete(form.Table.Name, row);
                changed++;
            }
        }
        catch (SqlFault fault)
        {
            throw new RemoteFault($"{fault.Message} DELETE FROM `{form.Table.Name}` WHERE {where}");
        }
        afterwards?.Invoke(new RecordEvent(call, id, (before as Row)?.ToArray(), null));
        if (before is List<Row> rows) LogAll(form, id, rows);
        else Log(form, 'd', id, before as Row, null);
        return changed;
    }

    /// <summary>The checked values of a new record. Throws a fault if the form refuses them.</summary>
    public List<FormValue> PrepareAdd(FormDefinition form, object? clientId, object? members)
    {
        ActAs(clientId);
        var values = Encode(form, members);
        StopOnErrors();
        return values;
    }

    /// <summary>The values of a new record and its owner. Errors are added to the call's errors.</summary>
    public List<FormValue> Encode(FormDefinition form, object? members)
    {
        var values = FormValues.Encode(call, form, members, 0L);
        if (call.IdOverride > 0) values.Insert(0, new FormValue(form.Key, Loose.Text(call.IdOverride), IsBare: true));
        values.Add(new FormValue("sys_userid", Loose.Text(call.Profile.UserId)));
        values.Add(new FormValue("sys_groupid", Loose.Text(call.Profile.DefaultGroup)));
        values.Add(new FormValue("sys_perm_user", "riud"));
        values.Add(new FormValue("sys_perm_group", "riud"));
        values.Add(new FormValue("sys_perm_other", form.PermOther));
        return values;
    }

    /// <summary>Stores a new record; returns its ID, or the value of _primary_id if the request has it.</summary>
    public object? Store(FormDefinition form, List<FormValue> values, object? members, Action<RecordEvent>? afterwards, Action<object?>? atLast = null)
    {
        object? id = "";
        try
        {
            id = call.Tables.Insert(form.Table.Name, values.Select(v => KeyValuePair.Create(v.Column, v.Value)));
        }
        catch (SqlFault fault)
        {
            call.Tables.LastError = fault.Message;
        }
        StopOnDatabaseError(() => $"INSERT INTO `{form.Table.Name}` ({string.Join(", ", values.Select(v => $"`{v.Column}`"))}) VALUES ({string.Join(", ", values.Select(v => v.Sql))})");
        if (members is PhpArray given && given.IsSet("_primary_id")) id = given.Value("_primary_id");
        afterwards?.Invoke(new RecordEvent(call, id, members, null));
        Log(form, 'i', "", null, form.HasHistory ? Get(form, id) as Row : null);
        atLast?.Invoke(id);
        return id;
    }

    /// <summary>The checked values of a change; missing members are filled from the stored record.</summary>
    public List<FormValue> PrepareUpdate(FormDefinition form, object? clientId, object? id, object? members)
    {
        ActAs(clientId);
        var merged = Merged(form, id, clientId, members);
        var values = FormValues.Encode(call, form, merged, id);
        if (Loose.Same(id, 0L)) throw new ErrorPage("Primary ID fehlt!");
        if (call.Profile is { ClientId: > 0, UserId: > 0, DefaultGroup: > 0 })
        {
            values.Add(new FormValue("sys_userid", Loose.Text(call.Profile.UserId), IsBare: true));
            values.Add(new FormValue("sys_groupid", Loose.Text(call.Profile.DefaultGroup), IsBare: true));
        }
        StopOnErrors();
        return values;
    }

    /// <summary>Stores a change; returns the number of records that changed.</summary>
    public object StoreUpdate(FormDefinition form, List<FormValue> values, object? id, object? members, Action<RecordEvent>? afterwards)
    {
        var condition = call.Profile.Condition('u');
        var before = Get(form, id);
        var where = $"{condition} AND {form.Key} = {Loose.Text(id)}";
        var changed = 0L;
        try
        {
            foreach (var row in Matching(form, id, where))
                if (call.Tables.Update(form.Table.Name, row, values.Select(v => KeyValuePair.Create(v.Column, v.Value)))) changed++;
        }
        catch (SqlFault fault)
        {
            call.Tables.LastError = fault.Message;
        }
        StopOnDatabaseError(() => $"UPDATE `{form.Table.Name}` SET {string.Join(", ", values.Select(v => $"`{v.Column}` = {v.Sql}"))} WHERE {where}");
        afterwards?.Invoke(new RecordEvent(call, id, members, before as Row));
        Log(form, 'u', id, before as Row, form.HasHistory ? Get(form, id) as Row : null);
        return changed;
    }

    public void ActAs(object? clientId) => call.Profile = UserProfile.Of(call.Tables, clientId, call.LoggedInUser);

    public void StopOnErrors()
    {
        if (call.Errors.Length > 0) throw new RemoteFault(call.Errors.ToString());
    }

    /// <summary>The stored record, overlaid with the members of the request.</summary>
    private PhpArray? Merged(FormDefinition form, object? id, object? clientId, object? members)
    {
        var stored = Get(form, id, clientId);
        if (stored is null && members is not PhpArray { Count: > 0 }) return null;
        var old = stored is Row row ? row.ToArray() : stored is List<Row> rows ? new PhpArray(rows.Select(r => (object?)r.ToArray())) : stored as PhpArray ?? [];
        var given = members as PhpArray;
        foreach (var field in form.Fields)
            if (field.IsPassword && Loose.IsEmpty(given?.Value(field.Name))) old.Remove(field.Name);
        return old.MergedWith(given);
    }

    private object? ByNumber(FormDefinition form, object? id)
    {
        if (Loose.Same(id, -1L)) return call.Tables.Rows(form.Table.Name);
        if (Loose.Compare(id, 0L) > 0)
        {
            var where = call.Profile.Condition('r');
            var row = call.Tables.ById(form.Table.Name, Loose.Int(id));
            return row is not null && (where == "1" || SqlCondition.Parse(where, form.Table)(row)) ? row : null;
        }
        throw new RemoteFault("The ID has to be > 0 or -1.");
    }

    private List<Row> Matching(FormDefinition form, object? id, string where)
    {
        // A plain ID is looked up; anything else is a condition that is evaluated for the whole table.
        var text = Loose.Text(id);
        if (call.Profile.IsAdmin && text.Length is > 0 and < 19 && text.All(char.IsAsciiDigit))
            return call.Tables.ById(form.Table.Name, long.Parse(text, CultureInfo.InvariantCulture)) is { } row ? [row] : [];
        return call.Tables.All(form.Table.Name).Where(SqlCondition.Parse(where, form.Table)).ToList();
    }

    private void StopOnDatabaseError(Func<string> statement)
    {
        if (call.Tables.LastError.Length > 0) throw new RemoteFault($"{call.Tables.LastError} {statement()}");
    }

    // For the ID -1 the panel logs that all records were deleted, although none was.
    private void LogAll(FormDefinition form, object? id, List<Row> rows)
    {
        if (!form.HasHistory || rows.Count == 0) return;
        call.Datalog.SaveOther(form.Table.Name, 'd', form.Key, Loose.Text(id), 0, new PhpArray
        {
            ["old"] = new PhpArray(rows.Select(r => r.ToArray())),
            ["new"] = new PhpArray(rows.Select(_ => (object?)null)),
        });
    }

    private void Log(FormDefinition form, char action, object? id, Row? before, Row? after)
    {
        if (form.HasHistory) call.Datalog.Save(form.Table.Name, action, form.Key, Loose.Text(id), before, after);
    }
}
