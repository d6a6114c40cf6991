using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Platform;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Evaluates whether an address may send mail for a domain by its SPF record, as receivers do (RFC 7208).</summary>
/// <remarks>It needs no panel.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpSpf")]
[OutputType(typeof(SpfEvaluation))]
public sealed class TestNpSpfCommand : CancelableCommand
{
    private const int AtOnce = 32;

    private readonly Queue<Task<SpfEvaluation>> _running = new();
    private SpfEvaluator _evaluator = null!;

    /// <summary>The domain of the sender.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Domain { get; set; } = "";

    /// <summary>The IPv4 or IPv6 address that sends.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AddressInput]
    public IPAddress IPAddress { get; set; } = null!;

    /// <summary>The sender's email address, for records with macros. The default is postmaster at the domain.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Sender { get; set; }

    /// <summary>The name that the sending host gives (HELO, EHLO), for records with macros. The default is the domain.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Helo { get; set; }

    /// <summary>The resolvers to ask: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those of the platform profile of the default panel (Set-NpPlatform -Resolver), or else those of this computer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
        => _evaluator = new SpfEvaluator(LiveResolvers.Create(this, Server, nameof(Server), OpenPanels.Default), TimeProvider.System);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SpfQuery query;
        try { query = SpfQuery.Of(SenderDomain.Parse(Domain), IPAddress, Sender, Helo); }
        catch (RuleException problem)
        {
            WriteError(PanelErrors.Record(problem, Domain));
            return;
        }

        _running.Enqueue(_evaluator.EvaluateAsync(query, StopToken));
        if (_running.Count >= AtOnce) Write(_running.Dequeue());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_running.TryDequeue(out var evaluation)) Write(evaluation);
    }

    private void Write(Task<SpfEvaluation> evaluation)
    {
        try { WriteObject(evaluation.GetAwaiter().GetResult()); }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
    }
}
