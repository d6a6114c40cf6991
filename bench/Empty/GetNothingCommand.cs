using System.Management.Automation;

namespace Nodepoint.Bench.Empty;

/// <summary>Does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet;
