namespace Nodepoint.Sandbox.Wire;

/// <summary>A refusal the caller gets as "remote_fault" with this text, HTTP 200 all the same.</summary>
/// <remarks>PHP hands the text on as C does: it ends at a nought.</remarks>
internal sealed class RemoteFault(string message) : Exception(message.Split('\0')[0])
{
    public static RemoteFault NoPermission() => new("You do not have the permissions to access this function.");
}
