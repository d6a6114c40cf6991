namespace Nodepoint.IspConfig.Faults;

/// <summary>The panel's validation keys in plain words. A stand-in: it gives the keys back as they are.</summary>
public static class FaultTexts
{
    /// <summary>Takes a validation message apart.</summary>
    /// <param name="form">The form that validated, such as <c>mail/mail_user</c>.</param>
    /// <param name="message">The panel's message: keys joined by line breaks in HTML.</param>
    public static IReadOnlyList<ValidationProblem> Explain(string? form, string message) =>
    [
        .. message.Replace("<br />", "\n", StringComparison.Ordinal).Replace("<br>", "\n", StringComparison.Ordinal)
            .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(key => new ValidationProblem(key, null, key))
    ];
}
