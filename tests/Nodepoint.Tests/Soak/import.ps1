# The client of the soak test: two imports with journals, as an admin would write them. Each object is a line of output.
param([string] $Uri, [string] $Folder, [int] $ThrottleLimit)

$account = [pscredential]::new('npadmin', (ConvertTo-SecureString 'Np-Admin-1!' -AsPlainText -Force))
$null = Connect-NpPanel $Uri -Credential $account

Import-Csv "$Folder/mailboxes.csv" | New-NpMailbox -Journal "$Folder/mailboxes.jsonl" -ThrottleLimit $ThrottleLimit -Verbose 4>&1 6>&1 |
    ForEach-Object { if ($_.Email) { "mailbox $($_.Id) $($_.Email)" } else { "$_" } }
Import-Csv "$Folder/records.csv" | New-NpDnsRecord -Journal "$Folder/records.jsonl" -ThrottleLimit $ThrottleLimit -Verbose 4>&1 6>&1 |
    ForEach-Object { if ($_.Fqdn) { "record $($_.Id) $($_.Fqdn) $($_.Value)" } else { "$_" } }
