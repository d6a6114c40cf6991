namespace Nodepoint.Sandbox.Wire;

/// <summary>A refusal the caller gets as "remote_fault" with this text, HTTP 200 all the same.</summary>
internal sealed class RemoteFault(string message) : Exception(message)
{
    public static RemoteFault NoPermission() => new("You do not have the permissions to access this function.");
}
