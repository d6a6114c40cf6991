using System.Text;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Checks the lists of addresses and networks of a zone.</summary>
internal static class DnsChecks
{
    public static string AddressComplaints(ValidatorDefinition validator, Check check)
    {
        if (validator.AllowEmpty && Loose.Same(check.Value, "")) return "";
        if (Loose.Same(check.Value, "any") && check.Field.Name != "also_notify") return "";
        var complaints = new StringBuilder();
        foreach (var part in validator.Separator is { } separator ? check.Text.Split(separator) : [check.Text])
        {
            var slash = part.Trim().Split('/', 2);
            var address = PhpText.Trim(slash[0]);
            if (!PhpFilter.IsIp(address)) Complain();
            if (slash.Length < 2 || slash[1].Length == 0) continue;
            var most = PhpFilter.IsIpv6(address) ? 128L : 32L;
            if (!Loose.IsNumeric(slash[1]) || Loose.Compare(slash[1], 1L) < 0 || Loose.Compare(slash[1], most) > 0) Complain();
        }
        return complaints.ToString();

        void Complain() => complaints.Append(validator.ErrorKey).Append("<br />\r\n");
    }
}
