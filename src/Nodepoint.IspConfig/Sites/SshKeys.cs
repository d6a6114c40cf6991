using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Public SSH keys as they stand in authorized_keys (sshd(8)): options, the kind, the key in Base64, a remark.</summary>
internal static class SshKeys
{
    private static readonly string[] Kinds = ["ssh-rsa", "ssh-ed25519", "ecdsa-sha2-", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-", "ssh-dss"];

    /// <summary>One key a line; refuses what is none, which the panel would put into place as it is.</summary>
    public static string Normalize(string given)
    {
        var lines = given.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var line in lines.Where(line => line[0] != '#')) Check(line);
        return string.Join('\n', lines);
    }

    private static void Check(string line)
    {
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new FormatException("That is a private SSH key. Give the public one, as in a file ending in .pub.");
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
            if (Kinds.Any(kind => words[i].StartsWith(kind, StringComparison.Ordinal)) && words[i + 1].StartsWith("AAAA", StringComparison.Ordinal) && words[i + 1].All(IsBase64)) return;
        throw new FormatException($"{Excerpt.Of(line)} is no public SSH key. Give one as in a file ending in .pub: ssh-ed25519 AAAA... name.");
    }

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=';
}
