using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.PowerShell.Mail;

/// <summary>What tests and corrects mail domains of one panel.</summary>
/// <param name="Tester">Tests a domain.</param>
/// <param name="Panel">The panel's zones.</param>
/// <param name="Fixer">Carries out fixes.</param>
/// <param name="Wait">Waits for the name servers.</param>
internal sealed record PanelMailTests(MailDomainTester Tester, DeliveryPanel Panel, MailFixer Fixer, PublicationWait Wait);
