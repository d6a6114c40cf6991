using System.Globalization;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The priority that a record can have.</summary>
internal static class DnsPriority
{
    /// <summary>Returns the priority if it is one.</summary>
    public static int Check(long priority) => priority is >= 0 and <= ushort.MaxValue
        ? (int)priority
        : throw new RuleException(Rule.InvalidDnsData, $"-Priority is {priority.ToString(CultureInfo.InvariantCulture)}, which is out of range. Use a number from 0 to 65535.");
}
