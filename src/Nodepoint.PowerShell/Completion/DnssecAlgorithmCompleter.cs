using Nodepoint.IspConfig.Dns;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the algorithms with which the panel signs zones.</summary>
public sealed class DnssecAlgorithmCompleter() : WordCompleter(DnsZoneNoun.Algorithms);
