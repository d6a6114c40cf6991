using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Checks one protocol of a service on one address.</summary>
internal interface IServiceCheck
{
    /// <summary>Asks the service.</summary>
    /// <param name="target">What is tested.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What it answered, and what is wrong with that.</returns>
    /// <exception cref="NoAnswerException">The service did not answer.</exception>
    Task<(ServiceAnswer Answer, IReadOnlyList<ServiceFinding> Findings)> RunAsync(ServiceTarget target, CancellationToken cancel);
}
