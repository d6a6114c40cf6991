using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>The checks that any field can have. They add to the call's errors and do not stop at the first one.</summary>
internal static class Validator
{
    public static void Run(ValidatorDefinition validator, Check check)
    {
        if (validator.Type == "CUSTOM") check.Call.Errors.Append(CustomValidator.Run(validator, check));
        else if (validator.Type == "ISIP") CheckAddresses(validator, check);
        else if (!Passes(validator, check)) Fail(validator, check);
    }

    private static bool Passes(ValidatorDefinition validator, Check check)
    {
        var value = check.Value;
        return validator.Type switch
        {
            "REGEX" => PhpRegex.IsMatch(validator.Regex, value),
            "UNIQUE" => MayBeEmpty(validator, value) || IsUnique(check),
            "NOTEMPTY" => value is not null and not "",
            "ISDOMAIN" => MayBeEmpty(validator, value) || PhpFilter.IsEmail("check@" + Loose.Text(value)),
            "ISEMAIL" => MayBeEmpty(validator, value) || (PhpFilter.IsEmail(value) && !Loose.Text(value).Contains('+', StringComparison.Ordinal)),
            "ISEMAILADDRESS" => MayBeEmpty(validator, value) || PhpFilter.IsEmail(value),
            "ISINT" => IsInt(value),
            "ISIPV4" => PhpFilter.IsIpv4(value),
            "ISIPV6" => PhpFilter.IsIpv6(value),
            "ISDATETIME" => MayBeEmpty(validator, value) || PanelDate.TryDateTime(check.Text, out _),
            "RANGE" => IsInRange(validator.Range, value),
            _ => throw new InvalidOperationException($"The contract has an unknown validator {validator.Type}."),
        };
    }

    private static bool MayBeEmpty(ValidatorDefinition validator, object? value) => validator.AllowEmpty && Loose.Same(value, "");

    // From the largest integer on, the panel checks the value after converting it to an integer.
    private static bool IsInt(object? value) => Loose.Compare(value, long.MaxValue) < 0
        ? Loose.Same(value, "") || PhpFilter.IsInt(value)
        : PanelInt.Of(value) != 0 || Loose.IsEmpty(value);

    private static bool IsInRange(string[] range, object? value) =>
        (range[0].Length == 0 || Loose.Compare(value, range[0]) >= 0) && (range[1].Length == 0 || Loose.Compare(value, range[1]) <= 0);

    private static bool IsUnique(Check check)
    {
        var (table, tables) = (check.Form.Table.Name, check.Call.Tables);
        return tables.Equal(table, check.Field.Name, check.Value) is not { } same || tables.Equal(table, check.Form.Key, check.Id) is not { Value: not null } itself
            || check.Call.Database.One($"SELECT 1 FROM \"{table}\" WHERE {same.Sql} AND NOT {itself.Sql}", same.Value, itself.Value) is null;
    }

    private static void CheckAddresses(ValidatorDefinition validator, Check check)
    {
        if (MayBeEmpty(validator, check.Value)) return;
        foreach (var address in validator.Separator is { } separator ? check.Text.Split(separator) : [check.Text])
            if (!PhpFilter.IsIp(PhpText.Trim(address))) Fail(validator, check);
    }

    private static void Fail(ValidatorDefinition validator, Check check) => check.Call.Errors.Append(validator.ErrorKey).Append("<br />\r\n");
}
