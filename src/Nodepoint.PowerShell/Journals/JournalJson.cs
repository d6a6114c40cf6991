using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Mail;

namespace Nodepoint.PowerShell.Journals;

/// <summary>The JSON in which journals keep objects that are not records of the panel, so that a later run can return them.</summary>
[JsonSerializable(typeof(ClientTemplateAssignment))]
[JsonSerializable(typeof(DkimStatus))]
[JsonSerializable(typeof(MailClientRecords))]
[JsonSerializable(typeof(WebsiteCertificate))]
internal sealed partial class JournalJson : JsonSerializerContext;
