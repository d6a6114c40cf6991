using System.Management.Automation;

namespace Nodepoint.Bench;

/// <summary>Mailboxes in ten domains as Import-Csv returns them, with password hashes, so that the pipeline is measured and not SHA-512.</summary>
internal static class MailboxRows
{
    public const string Password = "Mb-Pw-123!";

    /// <summary>The hash of <see cref="Password"/>.</summary>
    public const string ReadyHash = "$6$rounds=5000$abcdefghijklmnop$GpWHpKME.YkWuMQBxtEHjcVoFE7seNCIGqdYst/M6bkR/dejLMLYVMZOZOLMYsUDyl72HM9lnkmf4q2d4ejSM0";

    public const int Domains = 10;

    public static PSObject Of(int number) => Of(Name(number), Domain(number));

    /// <param name="isHashed">Whether it has a hash; otherwise a password, which the module hashes.</param>
    public static PSObject Of(string name, string domain, bool isHashed = true)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Email", $"{name}@{domain}"));
        row.Properties.Add(isHashed ? new PSNoteProperty("PasswordHash", ReadyHash) : new PSNoteProperty("Password", Password));
        row.Properties.Add(new PSNoteProperty("Name", "Somebody"));
        row.Properties.Add(new PSNoteProperty("Quota", "1GB"));
        return row;
    }

    /// <summary>The bodies that the module sends for the rows, derived from the one it sent for the first row.</summary>
    public static IEnumerable<string> Bodies(string first, int count) => Enumerable.Range(0, count)
        .Select(number => first.Replace(Name(0), Name(number), StringComparison.Ordinal).Replace(Domain(0), Domain(number), StringComparison.Ordinal));

    private static string Name(int number) => $"user{number:d7}";

    private static string Domain(int number) => $"bench{number % Domains}.test";
}
