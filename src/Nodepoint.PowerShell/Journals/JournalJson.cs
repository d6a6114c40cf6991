using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Platform.HostedDomains;

namespace Nodepoint.PowerShell.Journals;

/// <summary>The JSON in which journals keep objects that are not records of the panel, so that a later run can return them.</summary>
[JsonSerializable(typeof(ClientTemplateAssignment))]
[JsonSerializable(typeof(DkimStatus))]
[JsonSerializable(typeof(DmarcPolicy))]
[JsonSerializable(typeof(HostedDomainStep[]))]
[JsonSerializable(typeof(MailClientRecords))]
[JsonSerializable(typeof(SpfPolicy))]
[JsonSerializable(typeof(WebsiteCertificate))]
internal sealed partial class JournalJson : JsonSerializerContext;
