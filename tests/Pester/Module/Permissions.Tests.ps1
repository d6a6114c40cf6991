# Runs each cmdlet as a remote user that has only the permissions that Get-NpRequiredPermission lists for it.
BeforeDiscovery { $scenes = & (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1') }

Describe 'The permissions of a remote user' -Tag Seed {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $groups = (Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/functions.json') -Raw | ConvertFrom-Json -AsHashtable).permission_groups
        # One remote user for each cmdlet, named as the cmdlet and with the password of npadmin.
        $file = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') -Path (Join-Path $TestDrive seed.json)
        $seed = Get-Content $file -Raw | ConvertFrom-Json
        $admin = $seed.tables.remote_user[0]
        $id = 100
        $users = foreach ($command in (& (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1')).Command | Sort-Object -Unique) {
            $user = $admin.PSObject.Copy()
            $user.remote_userid = $id++
            $user.remote_username = $command
            $user.remote_functions = (Get-NpRequiredPermission $command | ForEach-Object { $groups[$_.Permission] }) -join ';'
            $user
        }
        $seed.tables.remote_user = @($seed.tables.remote_user) + $users
        $seed | ConvertTo-Json -Depth 20 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        function Connect-As([string] $User) {
            $credential = [pscredential]::new($User, (ConvertTo-SecureString 'Np-Admin-1!' -AsPlainText -Force))
            Connect-NpPanel $sandbox.Uri -Credential $credential -CertificatePin $sandbox.CertificatePin -Name limited
        }
    }
    AfterAll {
        Get-NpPanel limited | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It '<Command> runs with the permissions that are listed for it' -ForEach $scenes {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        . $Setup
        $null = Connect-As $Command
        $said = $problems = $null
        try { $said = @(. $Run 2>&1) }
        catch { $problems = $_ }
        if (-not $MayFail) {
            @($said) | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
            $problems | Should -BeNullOrEmpty
        }
        @($said) + $problems | Where-Object { $_ -is [Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like 'PermissionDenied*' } | Should -BeNullOrEmpty
    }

    It 'are known for every cmdlet that works on a panel' {
        $run = (& (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1')).Command
        $without = 'Invoke-NpApi', 'Test-NpPanel', 'Get-NpPlatform', 'Set-NpPlatform', 'Test-NpService'
        @(Get-Command -Module Nodepoint | Where-Object { $_.Parameters.ContainsKey('Panel') -and $_.Name -notin $without -and $_.Name -notin $run -and $_.Name -notlike '*-NpPanel' }).Name |
            Where-Object { $_ -notin 'Get-NpApiFunction' } | Should -BeNullOrEmpty -Because 'tests/Pester/Shared/CommandScenes.ps1 needs a scene for each of them'
    }

    It 'are listed for cmdlets together, each once' {
        $listed = Get-NpRequiredPermission New-NpMailbox, Set-NpDkim
        $listed.Permission | Should -Be ($listed.Permission | Select-Object -Unique)
        $listed.Permission | Should -Contain 'Mail user functions'
        $listed.Permission | Should -Contain 'DNS txt functions'
        ($listed | Where-Object Permission -eq 'DNS txt functions').Commands | Should -Be 'Set-NpDkim'
        (Get-Command New-NpMailbox | Get-NpRequiredPermission).Permission | Should -Be (Get-NpRequiredPermission New-NpMailbox).Permission
        { Get-NpRequiredPermission New-NpNothing -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        Get-NpRequiredPermission New-NpDkimKey | Should -BeNullOrEmpty
    }

    It 'are tested by Test-NpPanel -Command' {
        Reset-SpecPanel
        $null = Connect-As New-NpMailbox
        $test = Test-NpPanel -Command New-NpMailbox
        $test.Ok | Should -BeTrue
        @($test.Missing) + @($test.Advice) | Should -BeNullOrEmpty
        $test = Test-NpPanel -Command New-NpMailbox, New-NpFtpUser
        $test.Ok | Should -BeFalse
        $test.Missing | Should -Be 'Sites FTP-User functions', 'Sites Domain functions'
        $test.Advice | Should -Contain "Enable ""Sites FTP-User functions"" for remote user 'New-NpMailbox' in the panel (System, Remote Users)."
        $all = Test-NpPanel
        $all.Ok | Should -BeTrue -Because 'a user with few permissions is no fault of the connection'
        @($all.Granted).Count + @($all.Missing).Count | Should -Be (Get-NpApiFunction | Where-Object Group | Select-Object Group -Unique).Count
        $all.Missing | Should -Contain 'Sites FTP-User functions'
    }

    It 'are all granted to a user that has all' {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $test = Test-NpPanel
        $test.Missing | Should -BeNullOrEmpty
        $test.Ok | Should -BeTrue
        $test.ClockDifference.Duration() | Should -BeLessThan ([timespan]::FromMinutes(5))
    }

    It 'are empty for a user without rights, which is not an error of the connection' {
        Reset-SpecPanel
        $none = [pscredential]::new('npnone', (ConvertTo-SecureString 'Np-None-1!' -AsPlainText -Force))
        $null = Connect-NpPanel $sandbox.Uri -Credential $none -CertificatePin $sandbox.CertificatePin -Name limited
        $test = Test-NpPanel
        $test.Granted | Should -BeNullOrEmpty
        $test.Ok | Should -BeTrue
        (Test-NpPanel -Command Get-NpWebsite).Ok | Should -BeFalse
    }

    It 'change nothing when they are tested' {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $before = (Invoke-RestMethod "$($sandbox.Uri)sandbox/rows" -SkipCertificateCheck).tables | ConvertTo-Json -Depth 9
        $null = Test-NpPanel
        (Invoke-RestMethod "$($sandbox.Uri)sandbox/rows" -SkipCertificateCheck).tables | ConvertTo-Json -Depth 9 | Should -Be $before
    }
}
