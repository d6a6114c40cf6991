using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Mail;

namespace Nodepoint.PowerShell.Journals;

/// <summary>What journals keep of objects that are no records of the panel, so that they can be emitted again.</summary>
[JsonSerializable(typeof(ClientTemplateAssignment))]
[JsonSerializable(typeof(DkimStatus))]
[JsonSerializable(typeof(WebsiteCertificate))]
internal sealed partial class KeptRecords : JsonSerializerContext;
