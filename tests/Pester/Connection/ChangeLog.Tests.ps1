Describe 'The change log of a connection' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $trust = if ($sandbox.CertificatePin) { @{ CertificatePin = $sandbox.CertificatePin } } else { @{} }
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox anna@example.com -Password 'Mb-Pw-123!' -Quota 1GB
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $log = Join-Path (Get-Item TestDrive:/).FullName changes.jsonl
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name logged -LogPath $log @trust
    }
    AfterAll {
        Get-NpPanel | Where-Object Name -in logged, second | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'is shown by the connection' {
        (Get-NpPanel logged).LogPath | Should -Be $log
        (Get-NpPanel spec).LogPath | Should -BeNullOrEmpty
    }

    It 'has a line for each member that was changed: who, when, which cmdlet, and from what to what' {
        $before = [DateTimeOffset]::Now
        Set-NpMailbox anna@example.com -Quota 2GB -Name Anna
        $lines = @(Get-NpChangeLog $log -Since $before)
        $lines.Column | Sort-Object | Should -Be 'Name', 'Quota'
        $quota = $lines | Where-Object Column -eq Quota
        $quota.Before, $quota.After | Should -Be '1073741824', '2147483648'
        $quota.Cmdlet, $quota.Noun, $quota.Key, $quota.Action, $quota.Outcome, $quota.Function | Should -Be 'Set-NpMailbox', 'NpMailbox', 'anna@example.com', 'Change', 'Done', 'mail_user_update'
        $quota.User, $quota.Host, $quota.Panel, $quota.Account | Should -Be ([Environment]::UserName), ([Environment]::MachineName), 'logged', $sandbox.Credential.UserName
        $quota.Time | Should -BeGreaterThan $before
        "$quota" | Should -BeLike "*Set-NpMailbox NpMailbox anna@example.com: Quota from '1073741824' to '2147483648' (Done)"
    }

    It 'is JSON, one object on each line' {
        $line = Get-Content $log -TotalCount 1 | ConvertFrom-Json
        $line.PSObject.Properties.Name | Should -Be 'time', 'user', 'host', 'panel', 'account', 'cmdlet', 'function', 'action', 'noun', 'key', 'id', 'column', 'before', 'after', 'outcome'
        $line.outcome | Should -Be Done
    }

    It 'has a line for what was added and removed' {
        $before = [DateTimeOffset]::Now
        $null = New-NpMailForward info@example.com -Destination anna@example.com
        Remove-NpMailForward info@example.com -Confirm:$false
        $lines = @(Get-NpChangeLog $log -Since $before)
        $lines.Action | Should -Be 'Add', 'Remove'
        $lines.Key | Should -Be 'info@example.com', 'info@example.com'
    }

    It 'has the changes of DNS records, and of the serial' {
        $record = New-NpDnsRecord example.com www A 192.0.2.1
        $before = [DateTimeOffset]::Now
        $record | Set-NpDnsRecord -Value 192.0.2.2
        $lines = @(Get-NpChangeLog $log -Since $before)
        $value = $lines | Where-Object Noun -eq NpDnsRecord
        $value.Column, $value.Before, $value.After | Should -Be 'Value', '192.0.2.1', '192.0.2.2'
        ($lines | Where-Object Noun -eq NpDnsZone).Column | Should -Be 'Serial'
    }

    It 'says that a secret was changed, and not what it is' {
        $before = [DateTimeOffset]::Now
        Set-NpMailbox anna@example.com -Password 'Other-Pw-456!' -WarningAction SilentlyContinue
        $line = Get-NpChangeLog $log -Since $before
        $line.Column, $line.IsSecret, $line.Before, $line.After | Should -Be 'Password', $true, $null, $null
        Get-Content $log -Raw | Should -Not -Match 'Pw-456|Pw-123|\$6\$|\$5\$'
    }

    It 'has what the panel refused, with the reason' {
        $before = [DateTimeOffset]::Now
        New-NpMailForward anna@example.com -Destination anna@example.com -ErrorAction SilentlyContinue
        Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = 987654; params = @{ quota = '1' } } -ErrorAction SilentlyContinue
        foreach ($line in Get-NpChangeLog $log -Since $before) { $line.Outcome, [bool] $line.Fault | Should -Be 'Failed', $true }
    }

    It 'has nothing of what only reads, and of -WhatIf' {
        $before = [DateTimeOffset]::Now
        $null = Get-NpMailbox
        Set-NpMailbox anna@example.com -Quota 3GB -WhatIf
        Set-NpMailbox anna@example.com -Quota 2GB
        Get-NpChangeLog $log -Since $before | Should -BeNullOrEmpty
    }

    It 'has calls of any function, without their arguments' {
        $before = [DateTimeOffset]::Now
        $null = Invoke-NpApi sites_web_domain_set_status @{ primary_id = 987654; status = 'active' } -ErrorAction SilentlyContinue
        $line = Get-NpChangeLog $log -Since $before
        $line.Cmdlet, $line.Function, $line.Action, $line.Noun | Should -Be 'Invoke-NpApi', 'sites_web_domain_set_status', 'Call', $null
    }

    It 'has the number of the row in the journal' {
        $before = [DateTimeOffset]::Now
        'row1@example.com', 'row2@example.com' | ForEach-Object { [pscustomobject]@{ Address = $_; Password = 'Mb-Pw-123!' } } | New-NpMailbox -Journal (Join-Path $TestDrive run.jsonl) | Out-Null
        (Get-NpChangeLog $log -Since $before | Sort-Object Key).Row | Should -Be 1, 2
    }

    It 'says which cmdlet of a pipeline made a change' {
        $before = [DateTimeOffset]::Now
        'kornblume.example', 'nelke.example' | ForEach-Object { New-NpMailDomain $_ -Client acme } | Out-Null
        Get-NpMailDomain | Set-NpMailDomain -RelayHost relay.example.org -PassThru -ThrottleLimit 1 | Disable-NpMailDomain
        $lines = Get-NpChangeLog $log -Since $before
        ($lines | Where-Object Column -eq RelayHost).Cmdlet | Select-Object -Unique | Should -Be Set-NpMailDomain
        ($lines | Where-Object Column -eq Active).Cmdlet | Select-Object -Unique | Should -Be Disable-NpMailDomain
        Enable-NpMailDomain example.com
    }

    It 'is filtered by noun, key, and time' {
        @(Get-NpChangeLog $log -Noun Mailbox).Noun | Select-Object -Unique | Should -Be NpMailbox
        @(Get-NpChangeLog $log -Noun NpMail*).Noun | Select-Object -Unique | Sort-Object | Should -Be 'NpMailbox', 'NpMailDomain', 'NpMailForward'
        @(Get-NpChangeLog $log -Key info@*).Key | Select-Object -Unique | Should -Be info@example.com
        Get-NpChangeLog $log -Until ([DateTimeOffset]::Now.AddDays(-1)) | Should -BeNullOrEmpty
        @(Get-NpChangeLog $log).Count | Should -Be @(Get-Content $log).Count
    }

    It 'is that of the default panel without a path' {
        @(Get-NpChangeLog).Count | Should -Be @(Get-NpChangeLog $log).Count
        $null = Connect-NpPanel -Name spec
        Get-NpChangeLog -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -BeLike '*has no change log*'
        $null = Connect-NpPanel -Name logged
    }

    It 'has whole lines from several connections and processes' {
        $shared = Join-Path (Get-Item TestDrive:/).FullName shared.jsonl
        $one = {
            param($module, $uri, $credential, $trust, $log, $name)
            Import-Module $module
            $panel = Connect-NpPanel $uri -Credential $credential -LogPath $log @trust
            1..40 | ForEach-Object { [pscustomobject]@{ Source = "$name$_@example.com" } } | New-NpMailForward -Destination anna@example.com -ThrottleLimit 8 | Out-Null
            $panel | Disconnect-NpPanel
        }
        $module = (Get-Module Nodepoint).Path
        $jobs = 'a', 'b' | ForEach-Object { Start-Job $one -ArgumentList $module, $sandbox.Uri, $sandbox.Credential, $trust, $shared, $_ }
        & $one $module $sandbox.Uri $sandbox.Credential $trust $shared c
        $null = $jobs | Receive-Job -Wait -AutoRemoveJob
        $null = Connect-NpPanel -Name logged
        $lines = @(Get-NpChangeLog $shared -WarningVariable damaged)
        $damaged | Should -BeNullOrEmpty
        $lines.Count | Should -Be 120
        @($lines.Key | Select-Object -Unique).Count | Should -Be 120
    }

    It 'goes on in a new file when it has become large, and is still read as one' {
        $large = Join-Path (Get-Item TestDrive:/).FullName large.jsonl
        $old = Get-Content $log -TotalCount 1
        [IO.File]::WriteAllText($large, "$old`n" * [math]::Ceiling(10MB / ($old.Length + 1)))
        $old = (Get-Content $large | Measure-Object).Count
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name second -LogPath $large @trust
        Set-NpMailbox anna@example.com -Quota 5GB
        Set-NpMailbox anna@example.com -Quota 6GB
        $null = Connect-NpPanel -Name logged
        @(Get-ChildItem (Split-Path $large) -Filter large.*.jsonl).Count | Should -Be 1
        @(Get-Content $large).Count | Should -Be 2
        $all = @(Get-NpChangeLog $large)
        $all.Count | Should -Be ($old + 2)
        $all[-1].After | Should -Be '6442450944'
    }

    It 'leaves out a damaged line with a warning, and reads the rest' {
        $damagedLog = Join-Path (Get-Item TestDrive:/).FullName damaged.jsonl
        Set-Content $damagedLog (Get-Content $log -TotalCount 1), '{"time":"2027-01-', (Get-Content $log -TotalCount 1)
        @(Get-NpChangeLog $damagedLog -WarningVariable said -WarningAction SilentlyContinue).Count | Should -Be 2
        "$said" | Should -BeLike "Line 2 of '*damaged.jsonl' is not a line of a change log*"
    }

    It 'keeps its next line whole after one that was cut off' {
        $cut = Join-Path (Get-Item TestDrive:/).FullName cut.jsonl
        [IO.File]::WriteAllText($cut, '{"time":"2027-01-')
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name second -LogPath $cut @trust
        Set-NpMailbox anna@example.com -Quota 9GB
        $null = Connect-NpPanel -Name logged
        (Get-NpChangeLog $cut -WarningAction SilentlyContinue).After | Should -Be '9663676416'
    }

    It 'gets what waits when the panel is disconnected' {
        $late = Join-Path (New-Item (Join-Path $TestDrive late) -ItemType Directory).FullName changes.jsonl
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name second -LogPath $late @trust
        Rename-Item (Split-Path $late) away
        Set-NpMailbox anna@example.com -Quota 10GB -WarningAction SilentlyContinue
        Rename-Item (Join-Path $TestDrive away) late
        Disconnect-NpPanel second
        $null = Connect-NpPanel -Name logged
        (Get-NpChangeLog $late).After | Should -Be '10737418240'
    }

    It 'is read by nobody else' -Skip:$IsWindows {
        [IO.File]::GetUnixFileMode($log) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite')
    }

    It 'refuses a path that cannot be written, before it connects' {
        $folder = (New-Item (Join-Path $TestDrive folder) -ItemType Directory).FullName
        foreach ($path in $folder, (Join-Path $TestDrive none/changes.jsonl)) {
            $problem = { Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name wrong -KeepDefault -LogPath $path @trust } | Should -Throw -PassThru
            "$problem" | Should -BeLike "Cannot write the change log '*"
        }
        Get-NpPanel wrong -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'does not fail a row when it cannot be written, but warns, and writes the line later' {
        $lost = Join-Path (New-Item (Join-Path $TestDrive lost) -ItemType Directory).FullName changes.jsonl
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name second -LogPath $lost @trust
        Rename-Item (Split-Path $lost) moved
        Set-NpMailbox anna@example.com -Quota 7GB -ErrorAction Stop -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -BeLike "*change log '*' could not be written*1 lines wait*"
        Rename-Item (Join-Path $TestDrive moved) lost
        Set-NpMailbox anna@example.com -Quota 8GB -ErrorAction Stop
        (Get-NpChangeLog $lost).After | Should -Be '7516192768', '8589934592'
        $null = Connect-NpPanel -Name logged
    }

    It 'is saved with a panel' {
        $kept = $env:XDG_CONFIG_HOME
        try {
            $env:XDG_CONFIG_HOME = (New-Item (Join-Path $TestDrive config) -ItemType Directory).FullName
            Register-NpPanel saved $sandbox.Uri -LogPath $log @trust
            (Connect-NpPanel -Name saved -Credential $sandbox.Credential -KeepDefault).LogPath | Should -Be $log
        }
        finally {
            $env:XDG_CONFIG_HOME = $kept
            Get-NpPanel saved | Disconnect-NpPanel
        }
    }
}
