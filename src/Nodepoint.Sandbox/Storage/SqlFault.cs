namespace Nodepoint.Sandbox.Storage;

/// <summary>An error of the panel's database, with the message of MariaDB.</summary>
internal sealed class SqlFault(string message) : Exception(message);
