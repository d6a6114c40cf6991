namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>Makes results of checks.</summary>
internal static class CheckResult
{
    /// <summary>It is as it should be.</summary>
    public static MailCheck Pass(this IMailCheck check, string found) => new(check.Name, CheckState.Pass) { Found = found };

    /// <summary>It works, but something should be changed.</summary>
    public static MailCheck Warn(this IMailCheck check, string found, string advice, string wanted = "") => new(check.Name, CheckState.Warn) { Found = found, Advice = advice, Wanted = wanted };

    /// <summary>Mail is lost or refused because of it.</summary>
    public static MailCheck Fail(this IMailCheck check, string found, string advice, string wanted = "") => new(check.Name, CheckState.Fail) { Found = found, Advice = advice, Wanted = wanted };

    /// <summary>The check does not apply to the domain.</summary>
    public static MailCheck NotApplicable(this IMailCheck check, string found, string advice = "") => new(check.Name, CheckState.Skip) { Found = found, Advice = advice };

    /// <summary>A server did not answer.</summary>
    public static MailCheck Unknown(this IMailCheck check, string found, string advice) => new(check.Name, CheckState.Skip) { Found = found, Advice = advice, IsUnknown = true };

    /// <summary>The worst of results about several addresses or servers, with what was found of each.</summary>
    /// <param name="results">The results, at least one.</param>
    public static MailCheck Join(IReadOnlyList<MailCheck> results)
    {
        var worst = results.OrderByDescending(static one => one.State switch { CheckState.Fail => 3, CheckState.Warn => 2, CheckState.Skip => 1, _ => 0 }).First();
        return worst with { Found = string.Join("; ", results.Select(static one => one.Found).Distinct()), Changes = [.. results.SelectMany(static one => one.Changes)], IsUnknown = results.Any(static one => one.IsUnknown) };
    }
}
