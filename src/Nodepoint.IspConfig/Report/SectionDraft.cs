using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Report;

/// <summary>A section while it is gathered.</summary>
/// <param name="id">The anchor.</param>
/// <param name="title">The heading.</param>
internal sealed class SectionDraft(string id, string title)
{
    private readonly List<string> _notChecked = [];

    /// <summary>What the section shows, in a sentence.</summary>
    public string Lead { get; set; } = "";

    /// <summary>A figure that sums it up.</summary>
    public string Figure { get; set; } = "";

    /// <summary>The services of the platform map.</summary>
    public List<ReportService> Services { get; } = [];

    /// <summary>The charts.</summary>
    public List<ReportChart> Charts { get; } = [];

    /// <summary>The tables.</summary>
    public List<ReportTable> Tables { get; } = [];

    private int Fails { get; set; }

    private int Warns { get; set; }

    /// <summary>Counts a problem.</summary>
    /// <param name="state">How bad it is.</param>
    public void Count(ReportState state)
    {
        if (state == ReportState.Fail) Fails++;
        else if (state == ReportState.Warn) Warns++;
    }

    /// <summary>Counts problems.</summary>
    /// <param name="states">How bad they are.</param>
    public void Count(IEnumerable<ReportState> states)
    {
        foreach (var state in states) Count(state);
    }

    /// <summary>Notes what was not checked.</summary>
    /// <param name="sentence">What, and why.</param>
    public void Note(string sentence) => _notChecked.Add(sentence);

    /// <summary>Reads something. What cannot be read is noted and does not stop the rest; a panel that does not answer is an error of the report.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="what">What is read, as the beginning of a sentence.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>The result; null if it could not be read.</returns>
    public async Task<T?> TryAsync<T>(string what, Func<Task<T>> read) where T : class
    {
        try { return await read().ConfigureAwait(false); }
        catch (PanelException problem) when (IsOfPart(problem.Kind)) { Note($"{what} not read: {problem.Message}"); }
        catch (RuleException problem) { Note($"{what} not read: {problem.Message}"); }
        catch (NoAnswerException problem) { Note($"{what} not checked: {problem.Message}."); }
        return null;
    }

    /// <summary>Adds a table of findings with what to do, and counts them.</summary>
    /// <param name="caption">What they are about.</param>
    /// <param name="findings">The findings.</param>
    public void Add(string caption, IReadOnlyList<PlatformFinding> findings)
    {
        if (findings.Count == 0) return;
        var rows = findings.OrderByDescending(static one => one.Severity).Select(static one => new ReportRow(
            new ReportCell(ReportText.Clean(one.Found)) { State = ReportStates.Of(one.Severity) }, new ReportCell(ReportText.Clean(one.Advice)))).ToList();
        Count(rows.Select(static row => row.Cells[0].State));
        Tables.Add(new ReportTable($"{id}-{Tables.Count + 1}", caption, [new("Found") { IsWide = true }, new("What to do") { IsWide = true }], rows).Limited("findings", "are less severe or like these"));
    }

    /// <summary>The section.</summary>
    public ReportSection Finish() => new(id, title) { Lead = Lead, Figure = Figure, Fails = Fails, Warns = Warns, NotChecked = [.. _notChecked], Services = Services, Charts = Charts, Tables = Tables };

    private static bool IsOfPart(FaultKind kind) => kind is not (FaultKind.Unreachable or FaultKind.LoginFailed or FaultKind.LockedOut or FaultKind.SessionEnded or FaultKind.Certificate);
}
