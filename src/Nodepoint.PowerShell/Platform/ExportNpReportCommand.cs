using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.IspConfig.Report;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.State;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Writes a report on a panel and its platform: one HTML page that needs no other file.</summary>
/// <remarks>Nothing is changed. What cannot be read is named on the page, and does not stop the rest.</remarks>
[Cmdlet(VerbsData.Export, "NpReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNpReportCommand : LiveCheckCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private ServiceOptions _options = new();
    private string _file = "";
    private string? _since;

    /// <summary>The path of a file for the page, such as report.html. A file that exists is replaced as a whole. With several panels, each of them gets a folder with its name beside it, with a file of this name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The path of a folder that Export-NpState has written. The report shows what has changed on the panel since then. With several panels, it is the folder with the folders of the panels.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Since { get; set; }

    /// <summary>Asks the panel only: no name servers, resolvers, or services. The page says what was not checked.</summary>
    [Parameter]
    public SwitchParameter NoLive { get; set; }

    /// <summary>The longest time for the checks of the live services together, and for an answer of a name server up to 5, in seconds. The default is 10.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSec { get; set; } = 10;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _file = FilePath.Resolve(this, Path, nameof(Path));
        _since = Since is null ? null : FilePath.Resolve(this, Since, nameof(Since));
        if (Directory.Exists(_file)) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.FileExists, $"'{_file}' is a folder. Use the path of a file as -Path, such as report.html."), Path));
        var folder = System.IO.Path.GetDirectoryName(_file)!;
        if (!Directory.Exists(folder)) ThrowTerminatingError(PanelErrors.Record(new DirectoryNotFoundException($"Folder '{folder}' of -Path does not exist. Create it first."), Path));
        if (PanelFolder is { } panel)
        {
            _file = System.IO.Path.Combine(folder, panel, System.IO.Path.GetFileName(_file));
            if (_since is not null) _since = System.IO.Path.Combine(_since, panel);
        }

        if (_since is not null && !Directory.Exists(_since)) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.InvalidState, $"Folder '{_since}' of -Since does not exist. Use a folder that Export-NpState has written."), Since));
        try
        {
            _options = ReadOptions(TimeoutSec);
            // Before the panel is read for minutes.
            if (_since is not null) StateFolder.Open(_since, StopToken).Dispose();
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem)) { ThrowTerminatingError(PanelErrors.Record(problem, _since ?? Path)); }
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        if (!TryUsePanel(null, out var panel, out var error))
        {
            WriteError(error!);
            return;
        }

        var what = $"file {_file}";
        const string action = "Write the report of the panel";
        if (!IsWhatIf && !IsAgreed(what, action, panel)) return;
        if (!TryGather(panel, out var page)) return;
        foreach (var section in page.Sections)
            foreach (var sentence in section.NotChecked) WriteVerbose($"{section.Title}: {sentence}");
        if (IsWhatIf)
        {
            _ = IsAgreed(what, action, panel);
            return;
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_file)!);
            AtomicFile.Write(_file, Utf8.GetBytes(TransportAssembly.Factory<IReportRendererFactory>().CreateReportRenderer().Render(page)), isPrivate: false);
            WriteObject(new FileInfo(_file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(PanelErrors.Record(problem, _file)); }
    }

    private bool TryGather(CommandPanel panel, out ReportPage page)
    {
        page = null!;
        PlatformProfile? profile;
        TestedPanel tested;
        try { (profile, tested) = ReadProfile(panel.Connection); }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, panel.Connection.Name));
            return false;
        }

        var options = _options with { Time = panel.Connection.Time };
        var inFlight = ThrottleLimit?.Count ?? panel.Connection.ThrottleLimit;
        using var questions = new LiveQuestions(LiveQuestions.MostForMail, LiveQuestions.AnswerTimeout(TimeoutSec), StopToken);
        using var calls = new SemaphoreSlim(inFlight);
        var platform = CreateContext(profile, tested, options, panel.Lookup, calls, questions, NoLive ? [] : LiveResolvers.Find(this, null, "Resolver", panel.Connection));
        var bar = new StateProgressBar(this);
        var context = new ReportContext(platform, profile)
        {
            Mail = new MailDomainTester(platform.Resolver, TransportAssembly.Factory<ISmtpProbeFactory>().CreateSmtpProbe(), DeliveryOptions.Of(profile) with { Helo = options.Helo, Time = options.Time }),
            MailPanel = new DeliveryPanel(panel.Lookup, new ZoneContents(panel.Lookup), calls),
            IsLive = !NoLive, Since = _since, InFlight = inFlight, WarningDays = WarningDays, CriticalDays = CriticalDays, Progress = bar.Progress,
            ModuleVersion = typeof(ExportNpReportCommand).Assembly.GetName().Version!.ToString(3),
        };
        var isGathered = TryRun(Path, cancel => bar.Show(Task.Run(() => ReportBuilder.BuildAsync(context, cancel), cancel)), out page, out var error);
        if (!isGathered) WriteError(error!);
        bar.Complete();
        return isGathered;
    }
}
