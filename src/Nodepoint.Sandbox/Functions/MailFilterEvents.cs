using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Writes the rules of a mailbox to its custom_mailfilter column, each between two markers, in the syntax of its server (Sieve or maildrop).</summary>
internal static partial class MailFilterEvents
{
    private const string Special = "\\+*?[^]$(){}|.";

    /// <summary>Handles a rule that was added or changed: replaces its text in place, or inserts it first.</summary>
    public static void Stored(RecordEvent rule)
    {
        var mailbox = rule.Call.Tables.First("mail_user", "mailuser_id", rule["mailuser_id"]);
        var isSieve = rule.Call.Config.ServerValue(mailbox?["server_id"], "mail", "mail_filter_syntax") == "sieve";
        var text = !Loose.Same(rule["active"], "y") ? "" : isSieve ? Render(rule) : MaildropRule.Render(rule);
        var (output, found) = Replace(mailbox, rule.Id, text, PhpText.TrimEnd);
        if (!found) output = text + output;
        Save(rule, mailbox, output);
    }

    public static void Deleted(RecordEvent rule)
    {
        var mailbox = rule.Call.Tables.First("mail_user", "mailuser_id", rule["mailuser_id"]);
        // The panel removes the indentation of the other rules.
        Save(rule, mailbox, Replace(mailbox, rule.Id, "", PhpText.Trim).Output);
    }

    private static (string Output, bool Found) Replace(Row? mailbox, object? id, string text, Func<string, string> trim)
    {
        var output = new StringBuilder();
        bool skip = false, found = false;
        foreach (var line in (mailbox?["custom_mailfilter"] ?? "").Split('\n').Select(trim))
        {
            if (line == $"### BEGIN FILTER_ID:{Loose.Text(id)}") skip = found = true;
            if (!skip && line.Length > 0) output.Append(line).Append('\n');
            if (line != $"### END FILTER_ID:{Loose.Text(id)}") continue;
            output.Append(text);
            skip = false;
        }
        return (output.ToString(), found);
    }

    private static void Save(RecordEvent rule, Row? mailbox, string text)
    {
        if (mailbox is not null) rule.Call.Datalog.Update("mail_user", mailbox, KeyValuePair.Create("custom_mailfilter", (string?)text));
    }

    private static string Render(RecordEvent rule)
    {
        var (source, term, op) = (Loose.Text(rule["source"]), Loose.Text(rule["searchterm"]), Loose.Text(rule["op"]));
        if (source == "Header")
        {
            var parts = PhpText.Trim(term).Split(':', 2);
            source = PhpText.Trim(parts[0]);
            term = parts.Length > 1 ? PhpText.Trim(parts[1]) : "";
        }
        var sieve = new StringBuilder();
        sieve.Append(CultureInfo.InvariantCulture, $"### BEGIN FILTER_ID:{Loose.Text(rule.Id)}\n");
        if (op is "domain" or "localpart") sieve.Append(CultureInfo.InvariantCulture, $"if address :{op} :is \"{PhpText.Lower(source)}\" \"{term}\" {{\n");
        else if (source == "Size") sieve.Append(CultureInfo.InvariantCulture, $"if size :over {Loose.Int(term)}{(PhpText.Trim(term).EndsWith('k') || PhpText.Trim(term).EndsWith('K') ? 'k' : 'm')} {{\n");
        else sieve.Append(CultureInfo.InvariantCulture, $"if header :regex    \"{PhpText.Lower(source)}\" [\"{Pattern(op, term)}\"] {{\n");
        sieve.Append(Action(Loose.Text(rule["action"]), Loose.Text(rule["target"])));
        return sieve.Append(CultureInfo.InvariantCulture, $"}}\n### END FILTER_ID:{Loose.Text(rule.Id)}\n").ToString();
    }

    private static string Pattern(string op, string term) => op switch
    {
        "contains" => ".*" + Escape(term),
        "is" => $"^{Escape(term)}$",
        "begins" => "^" + Escape(term),
        "ends" => $".*{Escape(term)}$",
        "regex" => OneBackslashQuote().Replace(BareQuote().Replace(term, "$1\\\\\""), "$1\\\\\""),
        _ => "",
    };

    // A backslash gets one more backslash than the other special characters.
    private static string Escape(string term) => string.Concat(term.Select(c =>
        c == '\\' ? "\\\\\\" : Special.Contains(c, StringComparison.Ordinal) ? "\\\\" + c : c.ToString()));

    private static string Action(string action, string target) => action switch
    {
        "move" => $"    fileinto \"{target}\";\n    stop;\n",
        "keep" => "    keep;\n",
        "stop" => "    stop;\n",
        "reject" => $"    reject \"{target}\";\n    stop;\n",
        _ => "    discard;\n    stop;\n",
    };

    [GeneratedRegex(@"([^\\]{2})""")]
    private static partial Regex BareQuote();

    [GeneratedRegex(@"([^\\])\\""")]
    private static partial Regex OneBackslashQuote();
}
