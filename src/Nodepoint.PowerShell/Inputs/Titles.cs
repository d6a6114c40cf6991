using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>What records of a type are called in messages.</summary>
internal static class Titles
{
    /// <summary>The title of a record's type.</summary>
    public static string Of(Type record)
        => record == typeof(DnsRecord) ? "DNS record" : PanelNouns.All.FirstOrDefault(noun => noun.RecordType == record)?.Title ?? $"{record.Name} object";

    /// <summary>The error for a record of another type than the cmdlet needs.</summary>
    public static RuleException WrongObject(Type record, string wanted)
        => new(Rule.WrongObject, $"The input is a {Of(record)}, but the cmdlet needs a {wanted}. Properties with the same name are not used. Get the {wanted} first, or specify its key.");
}
