using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Mail;

/// <summary>The test of what one row names.</summary>
/// <param name="Target">The row, as the error's target.</param>
/// <param name="Panel">The panel.</param>
/// <param name="Task">The test.</param>
internal sealed record PendingMailTest(object Target, CommandPanel Panel, Task<IReadOnlyList<MailDomainTest>> Task)
{
    /// <summary>The results, once the test is done.</summary>
    public IReadOnlyList<MailDomainTest> Results { get; init; } = [];
}
