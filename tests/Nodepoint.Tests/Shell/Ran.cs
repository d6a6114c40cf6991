namespace Nodepoint.Tests.Shell;

/// <summary>What a process wrote and its exit code.</summary>
internal sealed record Ran(int ExitCode, string Output, string Errors);
