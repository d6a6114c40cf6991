namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>An evaluation ends in an error.</summary>
/// <param name="result"><see cref="SpfResult.TempError"/> or <see cref="SpfResult.PermError"/>.</param>
/// <param name="message">What is wrong.</param>
internal sealed class SpfException(SpfResult result, string message) : Exception(message)
{
    /// <summary>The result of the evaluation.</summary>
    public SpfResult Result => result;

    /// <summary>Creates the error for a record that cannot be evaluated.</summary>
    /// <param name="message">What is wrong.</param>
    public static SpfException Permanent(string message) => new(SpfResult.PermError, message);
}
