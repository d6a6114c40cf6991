using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nodepoint.EngineHost.Specs;

/// <summary>Discovers a spec file and runs it, in the two phases of Pester 5.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SpecFile")]
public sealed class InvokeSpecFileCommand : PSCmdlet
{
    private static readonly ScriptBlock CallFile = ScriptBlock.Create("& $args[0]");

    [Parameter(Mandatory = true)]
    public SpecFile File { get; set; } = null!;

    [Parameter]
    public SwitchParameter DiscoverOnly { get; set; }

    protected override void EndProcessing()
    {
        SpecFile.Current = File;
        try
        {
            File.Discover(() => InvokeCommand.InvokeScript(true, CallFile, null, File.Path));
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            File.Broken = Reason.Of(error);
            return;
        }

        if (DiscoverOnly)
            return;
        using var drive = new TestDrive(this);
        Run(File.Root, drive);
    }

    private void Run(SpecBlock block, TestDrive drive)
    {
        if (block.Depth > 0)
            SpecConsole.Enter(block);
        if (block.Specs.All(spec => spec.Skip))
        {
            foreach (var spec in block.Specs)
                Skip(spec, "marked with -Skip");
            return;
        }

        var contents = drive.Contents;
        Scope.New(this, () =>
        {
            Cases.SetVariables(SessionState, block.Data);
            try
            {
                Steps(block, "BeforeAll");
                foreach (var part in block.Parts)
                {
                    if (part is SpecBlock inner)
                        Run(inner, drive);
                    else
                        Run((Spec)part);
                }
            }
            catch (RuntimeException error) when (error is not PipelineStoppedException)
            {
                // A spec keeps its own failure to itself; what arrives here is the block's own doing.
                foreach (var spec in block.Specs.Where(spec => spec.Outcome == Outcome.NotRun))
                    Fail(spec, $"BeforeAll failed: {Reason.Of(error)}", TimeSpan.Zero);
            }

            try
            {
                Steps(block, "AfterAll");
            }
            catch (RuntimeException error) when (error is not PipelineStoppedException)
            {
                if (block.Specs.LastOrDefault() is { } last)
                    Fail(last, $"AfterAll failed: {Reason.Of(error)}", last.Took);
            }
        });
        drive.Restore(contents);
    }

    private void Run(Spec spec)
    {
        if (spec.Skip)
        {
            Skip(spec, "marked with -Skip");
            return;
        }

        var watch = Stopwatch.StartNew();
        RuntimeException? failure = null;
        Scope.New(this, () =>
        {
            Cases.SetVariables(SessionState, spec.Data);
            failure = Caught(() =>
            {
                foreach (var block in spec.Block.FromOutermost)
                    Steps(block, "BeforeEach");
                Body(spec);
            });
            foreach (var block in spec.Block.FromOutermost.Reverse())
                failure = Caught(() => Steps(block, "AfterEach")) is { } after ? failure ?? after : failure;
        });

        if (failure is null)
        {
            spec.Pass(watch.Elapsed);
            SpecConsole.Show(spec);
        }
        else if (Reason.Skips(failure) is { } because)
        {
            Skip(spec, because);
        }
        else
        {
            Fail(spec, Reason.Of(failure), watch.Elapsed);
        }
    }

    private void Body(Spec spec)
    {
        // A body with a param block has its case bound to it besides having it as variables.
        var parameters = (spec.Body!.Ast as ScriptBlockAst)?.ParamBlock?.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath);
        var table = spec.Data as IDictionary;
        Scope.Here(this, spec.Body, parameters?.Select(name => table?[name]).ToArray() ?? []);
    }

    private void Steps(SpecBlock block, string when)
    {
        foreach (var step in block.StepsOf(when))
            Scope.Here(this, step);
    }

    private static RuntimeException? Caught(Action body)
    {
        try
        {
            body();
            return null;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            return error;
        }
    }

    private static void Skip(Spec spec, string because)
    {
        spec.Skipped(because);
        SpecConsole.Show(spec);
    }

    private static void Fail(Spec spec, string message, TimeSpan took)
    {
        spec.Fail(message, took);
        SpecConsole.Show(spec);
    }
}
