using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>A check of a mail domain.</summary>
internal interface IMailCheck
{
    /// <summary>The name of the check.</summary>
    string Name { get; }

    /// <summary>Runs the check.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The result.</returns>
    /// <exception cref="NoAnswerException">A server did not answer, so the result is not known.</exception>
    Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel);
}
