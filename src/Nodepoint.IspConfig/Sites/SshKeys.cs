using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Reads public SSH keys in the format of authorized_keys (sshd(8)): options, type, key in Base64, comment.</summary>
internal static class SshKeys
{
    private static readonly string[] Kinds = ["ssh-rsa", "ssh-ed25519", "ecdsa-sha2-", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-", "ssh-dss"];

    /// <summary>Checks keys and puts each on a separate line. The panel would store invalid keys unchecked.</summary>
    public static string Normalize(string given)
    {
        var lines = given.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var line in lines.Where(line => line[0] != '#')) Check(line);
        return string.Join('\n', lines);
    }

    private static void Check(string line)
    {
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new RuleException(Rule.InvalidSshKey, "-SshKey contains a private key. Specify the public key, for example from a file with the extension .pub.");
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
            if (Kinds.Any(kind => words[i].StartsWith(kind, StringComparison.Ordinal)) && words[i + 1].StartsWith("AAAA", StringComparison.Ordinal) && words[i + 1].All(IsBase64)) return;
        throw new RuleException(Rule.InvalidSshKey, $"{Excerpt.Of(line)} is not a valid public SSH key. Specify a key such as ssh-ed25519 AAAA... name, for example from a file with the extension .pub.");
    }

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=';
}
