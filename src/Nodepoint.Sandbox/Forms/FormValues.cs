using System.Text;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;

namespace Nodepoint.Sandbox.Forms;

/// <summary>One value of a statement; IsBare if the panel writes it without quotes.</summary>
internal sealed record FormValue(string Column, string? Value, bool IsBare = false)
{
    public string Sql => Value is null ? "NULL" : IsBare ? Value : $"'{PhpText.Quote(Value)}'";
}

/// <summary>Converts the members of a call to the values that a form stores, and collects the errors.</summary>
internal static class FormValues
{
    public static List<FormValue> Encode(PanelCall call, FormDefinition form, object? members, object? id)
    {
        var raw = members as PhpArray ?? [];
        if (Loose.IsNumeric(raw.Value("_primary_id")) && Loose.Int(raw.Value("_primary_id")) is > 0 and var wanted) call.IdOverride = wanted;
        var isHash = Loose.Same(raw.Value("_ispconfig_pw_crypted"), 1L) && raw.IsSet("_ispconfig_pw_crypted");
        var values = new List<FormValue>(form.Fields.Count);
        foreach (var field in SessionFields.Of(call, form))
        {
            // If params is not an array, no field is defined: nothing is checked, and all fields are empty.
            var value = members is PhpArray ? Checked(call, form, field, raw, id) : null;
            if (field.IsPassword && Loose.Same(value, "")) continue;
            if (field.IsPassword) value = Hashed(call, field, value!, isHash);
            else if (field.IsCheckbox && Loose.Same(value, "")) value = field.Unchecked;
            values.Add(new FormValue(field.Name, value));
        }
        return values;
    }

    /// <summary>Hashes the passwords that Encode will need. At worst, a hash is not used because the form changes or refuses the member.</summary>
    public static void HashAhead(PanelCall call, FormDefinition form, PhpArray members)
    {
        if (members.IsSet("_ispconfig_pw_crypted")) return;
        foreach (var field in form.Fields)
            if (field.IsPassword && members.Value(field.Name) is string { Length: > 0 } password && Hashable(field, password) is { } bytes) call.Passwords.HashAhead(bytes);
    }

    private static string? Checked(PanelCall call, FormDefinition form, FieldDefinition field, PhpArray raw, object? id)
    {
        var value = raw.Value(field.Name);
        if (field.SaveFilters.Count > 0)
        {
            value ??= "";
            foreach (var filter in field.SaveFilters) value = SaveFilter.Apply(filter, value);
        }
        if (field.Validators.Count > 0)
        {
            var check = new Check(call, form, field, value ?? "", raw, id);
            foreach (var validator in field.Validators) Validator.Run(validator, check);
        }
        return Stored(field, value);
    }

    private static string? Stored(FieldDefinition field, object? value) => field.Datatype switch
    {
        "VARCHAR" => Quotable(value is PhpArray list ? Joined(field, list) : value ?? ""),
        "TEXT" => value is null ? null : Quotable(value is PhpArray list ? Joined(field, list) : value),
        "INTEGER" => Loose.Text(PanelInt.Of(value)),
        "DOUBLE" => value is null ? null : Quotable(value),
        "DATE" => PanelDate.StoredDate(value),
        "DATETIME" => PanelDate.StoredDateTime(value),
        _ => throw new InvalidOperationException($"The contract has an unknown data type {field.Datatype}."),
    };

    private static string Joined(FieldDefinition field, PhpArray list) => string.Join(field.Separator, list.Values.Select(Loose.Text));

    // The panel quotes only texts and numbers; true and false become empty.
    private static string Quotable(object value) => value is string or long or double ? Loose.Text(value) : "";

    private static string Hashed(PanelCall call, FieldDefinition field, string value, bool isHash)
    {
        // The panel escapes a plain-text password twice before it stores it.
        if (isHash || field.Encryption == "CLEARTEXT") return PhpText.Quote(value);
        if (Hashable(field, value) is { } bytes) return call.Passwords.Hash(bytes);
        return field.Encryption == "MYSQL" ? Passwords.Mysql(PhpText.Quote(value)) : Passwords.Md5(PhpText.StripSlashes(PhpText.Quote(value)));
    }

    /// <summary>The bytes from which a field computes a SHA-512 crypt hash; null for another kind of hash.</summary>
    private static byte[]? Hashable(FieldDefinition field, string value) => field.Encryption switch
    {
        "CRYPT" => Encoding.UTF8.GetBytes(PhpText.StripSlashes(PhpText.Quote(value))),
        "CRYPTMAIL" => Latin1(PhpText.StripSlashes(PhpText.Quote(value))),
        _ => null,
    };

    // Encoding.Latin1 replaces characters such as A with macron by the closest letter; the panel uses a question mark.
    private static byte[] Latin1(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value <= byte.MaxValue ? (byte)rune.Value : (byte)'?')];
}
