namespace Nodepoint.Sandbox.Php;

/// <summary>An error that the panel does not catch: the client receives HTTP 500 with an empty body.</summary>
internal sealed class PhpCrash(string reason) : Exception(reason);
