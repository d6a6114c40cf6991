namespace Nodepoint.Sandbox.Storage;

/// <summary>What the panel's database refuses, in its own words.</summary>
internal sealed class SqlFault(string message) : Exception(message);
