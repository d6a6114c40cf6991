namespace Nodepoint.Tests.Shell;

/// <summary>The output and the exit code of a process.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors);
