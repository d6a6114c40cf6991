namespace Nodepoint.Sandbox.Php;

/// <summary>An error nothing in the panel catches: the caller gets HTTP 500 and no body.</summary>
internal sealed class PhpCrash(string reason) : Exception(reason);
