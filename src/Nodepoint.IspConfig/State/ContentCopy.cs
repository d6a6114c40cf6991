namespace Nodepoint.IspConfig.State;

/// <summary>The line that copies what the remote API cannot: the mail of a mailbox, the files of a website, or the content of a database. It is not run.</summary>
/// <param name="Client">The user name of the client.</param>
/// <param name="Noun">The noun: NpMailbox, NpWebsite, or NpDatabase.</param>
/// <param name="Key">The address of the mailbox, the domain of the website, or the name of the database.</param>
/// <param name="Server">The server of the new panel on which the line is run as root. From there, root needs SSH access to the old server.</param>
/// <param name="Command">The line, for a POSIX shell.</param>
public sealed record ContentCopy(string Client, string Noun, string Key, string Server, string Command)
{
    /// <summary>Returns the line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => Command;
}
