using System.Globalization;
using System.Text;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Writes a mailbox rule in the syntax of maildrop, which is also used when the server is not known.</summary>
internal static class MaildropRule
{
    private const string Special = ".\\+*?[^]$(){}=!<>|:-#";

    public static string Render(RecordEvent rule)
    {
        var (id, target, isMove) = (Loose.Text(rule.Id), Loose.Text(rule["target"]), Loose.Same(rule["action"], "move"));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### BEGIN FILTER_ID:{id}\n");
        if (isMove) text.Append(MakeFolder(target));
        text.Append(CultureInfo.InvariantCulture, $"if (/^{Loose.Text(rule["source"])}: {Pattern(Loose.Text(rule["op"]), Quoted(Loose.TextArgument(rule["searchterm"])))}");
        text.Append("{\nexception {\n");
        if (isMove)
        {
            text.Append(CultureInfo.InvariantCulture, $"ID{id}EndFolder = \"$DEFAULT/.{target}/\"\n");
            text.Append(CultureInfo.InvariantCulture, $"xfilter \"/usr/bin/formail -A \\\"X-User-Mail-Filter-ID{id}: Yes\\\"\"\n");
            text.Append(CultureInfo.InvariantCulture, $"to $ID{id}EndFolder\n");
        }
        else
        {
            text.Append("to /dev/null\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"}}\n}}\n### END FILTER_ID:{id}\n").ToString();
    }

    private static string MakeFolder(string target)
    {
        var folder = $"\"$DEFAULT/.{target}\"";
        return $"\n`test -e {folder} && exit 1 || exit 0`\nif ( $RETURNCODE != 1 )\n{{\n\t`maildirmake -f \"{target}\" $DEFAULT`\n\t`chmod -R 0700 {folder}`\n"
            + $"\t`echo \"INBOX.{target}\" >> $DEFAULT/courierimapsubscribed`\n}}\n";
    }

    private static string Pattern(string op, string term) => op switch
    {
        "contains" => $".*{term}/:h)\n",
        "is" => $"{term}$/:h)\n",
        "begins" => $"{term}/:h)\n",
        "ends" => $".*{term}$/:h)\n",
        _ => "",
    };

    private static string Quoted(string term) => string.Concat(term.Select(c =>
        c == '\0' ? "\\000" : Special.Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString()));
}
