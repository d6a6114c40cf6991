using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Report;

/// <summary>How something in a report is marked.</summary>
internal enum ReportState
{
    /// <summary>It is not marked.</summary>
    None,

    /// <summary>Everything is as it should be.</summary>
    Pass,

    /// <summary>Something should be changed.</summary>
    Warn,

    /// <summary>Something does not work.</summary>
    Fail,

    /// <summary>It was not checked.</summary>
    Skip,
}

/// <summary>Turns the results of checks into marks.</summary>
internal static class ReportStates
{
    /// <summary>The mark of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static ReportState Of(Verdict verdict) => verdict switch { Verdict.Pass => ReportState.Pass, Verdict.Warn => ReportState.Warn, _ => ReportState.Fail };

    /// <summary>The mark of a check of a mail domain.</summary>
    /// <param name="state">The result of the check.</param>
    public static ReportState Of(CheckState state) => state switch { CheckState.Pass => ReportState.Pass, CheckState.Warn => ReportState.Warn, CheckState.Fail => ReportState.Fail, _ => ReportState.Skip };

    /// <summary>The mark of a part that is used up.</summary>
    /// <param name="percent">The percentage; null for no limit.</param>
    /// <param name="isExceeded">Whether the limit itself is allowed, as that of a count is.</param>
    public static ReportState OfUse(double? percent, bool? isExceeded = null) => percent switch
    {
        null => ReportState.None,
        _ when isExceeded ?? percent >= Full => ReportState.Fail,
        >= Near => ReportState.Warn,
        _ => ReportState.None,
    };

    /// <summary>The mark in a word, for those who do not see it.</summary>
    /// <param name="state">The mark.</param>
    public static string Word(ReportState state) => state switch { ReportState.Pass => "Pass", ReportState.Warn => "Warning", ReportState.Fail => "Failure", ReportState.Skip => "Not checked", _ => "" };

    /// <summary>The percentage from which something is nearly used up.</summary>
    public const double Near = 90;

    private const double Full = 100;
}
