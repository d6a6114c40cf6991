namespace Nodepoint.Sandbox.Wire;

/// <summary>A refusal: the client receives HTTP 200 and "remote_fault" with this text.</summary>
/// <remarks>As in PHP, the text ends at a NUL.</remarks>
internal sealed class RemoteFault(string message) : Exception(message.Split('\0')[0])
{
    public static RemoteFault NoPermission() => new("You do not have the permissions to access this function.");
}
